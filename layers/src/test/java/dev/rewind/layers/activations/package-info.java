/** Tests of the activations. */
@NullMarked
package dev.rewind.layers.activations;

import org.jspecify.annotations.NullMarked;
