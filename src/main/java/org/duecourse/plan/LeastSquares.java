package org.duecourse.plan;

/** Small linear systems: Gaussian elimination with row pivoting, and ridge regression on top. */
final class LeastSquares {
  private LeastSquares() {}

  /** Solves a x = b for a square a that has an answer. */
  static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    double[][] m = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      System.arraycopy(a[i], 0, m[i], 0, n);
      m[i][n] = b[i];
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(m[row][column]) > Math.abs(m[pivot][column])) {
          pivot = row;
        }
      }
      double[] swap = m[column];
      m[column] = m[pivot];
      m[pivot] = swap;
      if (m[column][column] == 0) {
        throw new ArithmeticException("the columns depend on each other");
      }
      for (int row = column + 1; row < n; row++) {
        double factor = m[row][column] / m[column][column];
        for (int k = column; k <= n; k++) {
          m[row][k] -= factor * m[column][k];
        }
      }
    }
    double[] x = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double sum = m[row][n];
      for (int k = row + 1; k < n; k++) {
        sum -= m[row][k] * x[k];
      }
      x[row] = sum / m[row][row];
    }
    return x;
  }

  /** The inverse of a square matrix that has one. */
  static double[][] inverse(double[][] a) {
    int n = a.length;
    double[][] result = new double[n][n];
    for (int column = 0; column < n; column++) {
      double[] unit = new double[n];
      unit[column] = 1;
      double[] x = solve(a, unit);
      for (int row = 0; row < n; row++) {
        result[row][column] = x[row];
      }
    }
    return result;
  }

  /**
   * Least squares with each coefficient drawn towards 0.
   *
   * @param ridge by how much, in units of a column whose squares sum to the number of rows; columns
   *     are scaled to that first
   */
  static double[] ridge(double[][] rows, double[] values, double ridge) {
    int width = rows[0].length;
    double[] scale = new double[width];
    for (double[] row : rows) {
      for (int a = 0; a < width; a++) {
        scale[a] += row[a] * row[a];
      }
    }
    for (int a = 0; a < width; a++) {
      scale[a] = Math.sqrt(scale[a] / rows.length) + 1e-9;
    }
    double[][] cross = new double[width][width];
    double[] right = new double[width];
    for (int i = 0; i < rows.length; i++) {
      for (int a = 0; a < width; a++) {
        double va = rows[i][a] / scale[a];
        right[a] += va * values[i];
        for (int b = 0; b <= a; b++) {
          cross[a][b] += va * rows[i][b] / scale[b];
        }
      }
    }
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < a; b++) {
        cross[b][a] = cross[a][b];
      }
      cross[a][a] += ridge;
    }
    double[] answer = solve(cross, right);
    for (int a = 0; a < width; a++) {
      answer[a] /= scale[a];
    }
    return answer;
  }
}
