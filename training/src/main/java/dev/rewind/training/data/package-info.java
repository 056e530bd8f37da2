/**
 * Data to learn from: sequences of different lengths, padded and masked batch by batch.
 *
 * <p>A {@link dev.rewind.training.data.Dataset} gives {@link dev.rewind.training.data.Batch
 * batches}; {@link dev.rewind.training.data.SequenceDataset} holds arrays, {@link
 * dev.rewind.training.data.TsFile} reads them from a file, {@link
 * dev.rewind.training.data.Standardizer} brings features to one scale. Everything is checked when
 * it comes in, so that training never meets a ragged sample or a NaN. Nothing here shuffles or
 * learns: that is what {@code fit} does. Start with {@link
 * dev.rewind.training.data.SequenceDataset}.
 */
@NullMarked
package dev.rewind.training.data;

import org.jspecify.annotations.NullMarked;
