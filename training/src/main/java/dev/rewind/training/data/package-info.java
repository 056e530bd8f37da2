/**
 * Data to learn from: sequences of different lengths, padded and masked batch by batch.
 *
 * <p>A {@link dev.rewind.training.data.Dataset} gives {@link dev.rewind.training.data.Batch
 * batches} of any of its samples. {@link dev.rewind.training.data.SequenceDataset} holds arrays;
 * {@link dev.rewind.training.data.TsFile} and {@link dev.rewind.training.data.CsvFile} read them
 * from a file; {@link dev.rewind.training.data.Windows} cuts a long series; {@link
 * dev.rewind.training.data.Vocabulary} makes ids of text; {@link
 * dev.rewind.training.data.Standardizer} brings features to one scale.
 *
 * <p>What gives batches one after the other is an {@code Iterable} of them, which begins again with
 * each iterator: {@link dev.rewind.training.data.Dataset#batches(int)}, {@link
 * dev.rewind.training.data.BucketedBatches} of like lengths, {@link
 * dev.rewind.training.data.StreamedBatches} of what is too large for the memory, {@link
 * dev.rewind.training.data.ContiguousChunks} for truncated backpropagation, and {@link
 * dev.rewind.training.data.Prefetch} of any of them, on another thread.
 *
 * <p>Everything is checked when it comes in, so that training never meets a ragged sample or a NaN.
 * Nothing here learns, and nothing is shuffled but by a {@link dev.rewind.core.RandomSource} that
 * was handed over. Start with {@link dev.rewind.training.data.Dataset#of(double[][][], int[])
 * Dataset.of}.
 */
@NullMarked
package dev.rewind.training.data;

import org.jspecify.annotations.NullMarked;
