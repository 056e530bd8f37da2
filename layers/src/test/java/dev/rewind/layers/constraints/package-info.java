/** Tests of the constraints. */
@NullMarked
package dev.rewind.layers.constraints;

import org.jspecify.annotations.NullMarked;
