package dev.rewind.core.kernels;

import static dev.rewind.core.kernels.Matrices.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class BlockTest {
  private final DMatrixRMaj matrix = normal(6, 7, 1);

  @Test
  void rowsAndColumnsOfABlockCountFromTheBlock() {
    Block block = Block.of(matrix).rows(1, 5).columns(2, 6).rows(2, 4).columns(1, 3);
    assertThat(block).isEqualTo(new Block(matrix, 3, 3, 2, 2));
  }

  @Test
  void storageIsThatOfTheMatrix() {
    Block block = Block.of(matrix).rows(2, 4).columns(3, 5);
    for (int i = 0; i < block.rows(); i++) {
      for (int j = 0; j < block.columns(); j++) {
        assertThat(matrix.data[block.start() + i * block.stride() + j])
            .isEqualTo(matrix.get(2 + i, 3 + j));
      }
    }
  }

  @Test
  void blockThatDoesNotLieInItsMatrixIsRefused() {
    refused(() -> Block.of(matrix).rows(5, 7), "rows 5 to 7 and columns 0 to 7");
    refused(() -> Block.of(matrix).rows(3, 2), "rows 3 to 2 and columns 0 to 7");
    refused(() -> Block.of(matrix).columns(-1, 2), "rows 0 to 6 and columns -1 to 2");
    refused(() -> Block.of(matrix).columns(2, 8), "rows 0 to 6 and columns 2 to 8");
    refused(() -> Block.of(matrix).columns(4, 3), "rows 0 to 6 and columns 4 to 3");
    refused(() -> new Block(matrix, -1, 0, 1, 1), "rows -1 to 0 and columns 0 to 1");
  }

  private static void refused(Runnable call, String what) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Block: " + what + " do not lie in [6, 7].");
  }
}
