/** Tests of the losses. */
@NullMarked
package dev.rewind.training.losses;

import org.jspecify.annotations.NullMarked;
