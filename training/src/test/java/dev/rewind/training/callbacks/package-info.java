@NullMarked
package dev.rewind.training.callbacks;

import org.jspecify.annotations.NullMarked;
