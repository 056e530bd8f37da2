/** Tests of the layers. */
@NullMarked
package dev.rewind.layers;

import org.jspecify.annotations.NullMarked;
