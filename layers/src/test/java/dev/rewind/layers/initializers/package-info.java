/** Tests of the initializers. */
@NullMarked
package dev.rewind.layers.initializers;

import org.jspecify.annotations.NullMarked;
