/**
 * Examples: one file each, one idea each, every one with a {@code main} method.
 *
 * <p>Run one from the top of the checkout with {@code mvn -q -Dexample=NAME}.
 */
@NullMarked
package dev.rewind.examples;

import org.jspecify.annotations.NullMarked;
