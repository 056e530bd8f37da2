/** Tests of the reader of golden files, of the run of a suite and of the assertions on matrices. */
@NullMarked
package dev.rewind.testkit;

import org.jspecify.annotations.NullMarked;
