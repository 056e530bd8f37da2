/** Tests of the contract of layers. */
@NullMarked
package dev.rewind.layers.check;

import org.jspecify.annotations.NullMarked;
