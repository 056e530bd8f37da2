@NullMarked
package dev.rewind.training.checkpoint;

import org.jspecify.annotations.NullMarked;
