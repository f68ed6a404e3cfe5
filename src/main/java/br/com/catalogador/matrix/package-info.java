/**
 * The matrix: every strategy on every asset, best first, and how good the best would look by luck.
 * {@code MatrixRun} counts the cells and simulates markets of fair coins; {@code Matrix} is the
 * result. Pure functions of the candles: the same question has the same answer. No Vert.x, clock or
 * formatting.
 *
 * <p>A {@code MatrixRun} is shared by workers, each with a {@code Simulator} of its own.
 */
package br.com.catalogador.matrix;
