package dev.rewind.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class BatchIteratorTest {

  /** Goes through anything, is closed by an action, and is no {@link BatchIterator}. */
  private record Resource<T>(Iterator<T> all, Closeable closing) implements Iterator<T>, Closeable {
    @Override
    public boolean hasNext() {
      return all.hasNext();
    }

    @Override
    public T next() {
      return all.next();
    }

    @Override
    public void close() throws IOException {
      closing.close();
    }
  }

  /** Closes of an iterator of one batch of two steps. */
  private static final class Source {
    private int closed;

    BatchSource batches() {
      Batch batch =
          Batch.ofSequences(new DMatrixRMaj(2, 1), 2, Optional.empty())
              .withStepTargets(new DMatrixRMaj(2, 1));
      return BatchSource.of(() -> new Resource<>(List.of(batch).iterator(), () -> closed++));
    }
  }

  @Test
  void anythingThatIsToBeClosedIsClosed() {
    Source source = new Source();
    BatchIterator.closeIfNeeded(source.batches().iterator());
    assertThat(source.closed).isEqualTo(1);
    BatchIterator.closeIfNeeded(Collections.emptyIterator());
  }

  @Test
  void checkedExceptionsOfClosingAreThrownAsUncheckedOnes() {
    IOException stuck = new IOException("stuck");
    Iterator<Batch> iterator =
        new Resource<>(
            Collections.emptyIterator(),
            () -> {
              throw stuck;
            });
    assertThatThrownBy(() -> BatchIterator.closeIfNeeded(iterator))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("BatchIterator: an iterator could not be closed: java.io.IOException: stuck.")
        .hasCause(stuck);
  }

  @Test
  void uncheckedExceptionsOfClosingAreThrownAsTheyAre() {
    RuntimeException stuck = new RuntimeException("stuck");
    Iterator<Batch> iterator =
        new Resource<>(
            Collections.emptyIterator(),
            () -> {
              throw stuck;
            });
    assertThatThrownBy(() -> BatchIterator.closeIfNeeded(iterator)).isSameAs(stuck);
  }

  @Test
  void piecesOfBatchesCloseWhatTheyAreCutFrom() {
    Source source = new Source();
    BatchIterator pieces = (BatchIterator) source.batches().chunks(1).iterator();
    pieces.next();
    pieces.close();
    pieces.close();
    assertThat(source.closed).isEqualTo(1);
    assertThat(pieces.hasNext()).isFalse();
  }

  @Test
  void piecesOfBatchesCloseWhatTheyAreCutFromAtTheEnd() {
    Source source = new Source();
    source.batches().chunks(1).forEach(piece -> assertThat(source.closed).isZero());
    assertThat(source.closed).isEqualTo(1);
  }
}
