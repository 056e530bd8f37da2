/** Tests of the regularizers. */
@NullMarked
package dev.rewind.layers.regularizers;

import org.jspecify.annotations.NullMarked;
