package br.com.catalogador.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What figures are measured beside, each with the same mix of memory and arithmetic as the figures
 * that it stands for. They do not use the product's code, so that only the machine moves them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(References.SIZE)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class References {
  static final int SIZE = 1_000_000;
  private static final int WORDS = SIZE / 64 + 1;

  private final double[] open = new double[SIZE];
  private final double[] close = new double[SIZE];
  private final long[] words = new long[WORDS];
  private final long[] others = new long[WORDS];
  private final byte[] bytes = new byte[SIZE];
  private final double[] target = new double[SIZE];
  private final Random random = new Random(1);

  @Setup
  public void fill() {
    double price = 1.8;
    for (int i = 0; i < SIZE; i++) {
      open[i] = price;
      price += random.nextInt(100) < 3 ? 0 : random.nextGaussian() * 1e-4;
      close[i] = price;
    }
    for (int i = 0; i < WORDS; i++) {
      words[i] = random.nextLong();
      others[i] = random.nextLong();
    }
    random.nextBytes(bytes);
  }

  /** Streams two columns of doubles and compares them: reading prices. */
  @Benchmark
  public long prices() {
    long green = 0;
    long red = 0;
    for (int i = 0; i < SIZE; i++) {
      green += Double.doubleToRawLongBits(open[i] - close[i]) >>> 63;
      red += Double.doubleToRawLongBits(close[i] - open[i]) >>> 63;
    }
    return green << 32 | red;
  }

  /** Shifts, adds without carry and counts bits of words, per bit: the engine's counts. */
  @Benchmark
  public long bits() {
    long count = 0;
    for (int i = 0; i < WORDS - 1; i++) {
      long sum = words[i];
      long carry = 0;
      for (int distance = 1; distance < 8; distance++) {
        long shifted = words[i] >>> distance | words[i + 1] << -distance;
        carry |= sum & shifted & others[i];
        sum ^= shifted;
      }
      count += Long.bitCount(sum) + Long.bitCount(carry);
    }
    return count;
  }

  /** Walks from set bit to set bit with unpredictable branches, per slot: rows and summaries. */
  @Benchmark
  public long branches() {
    long longest = 0;
    long run = 0;
    for (int i = 0; i < WORDS; i++) {
      for (long left = words[i] & 0x1084_2108_4210_8421L; left != 0; left &= left - 1) {
        if ((others[i] & Long.lowestOneBit(left)) != 0) {
          run++;
          longest = Math.max(longest, run);
        } else {
          run = 0;
        }
      }
    }
    return longest;
  }

  /** Copies a column: pages from memory. */
  @Benchmark
  public double[] copy() {
    System.arraycopy(open, 0, target, 0, SIZE);
    return target;
  }

  /** Reads bytes one at a time and sums them up: pages from and to Redis. */
  @Benchmark
  public long bytes() {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    long sum = crc.getValue();
    for (byte octet : bytes) {
      sum = octet < 0 ? sum << 7 ^ octet : sum + octet;
    }
    return sum;
  }

  /** Draws normal numbers: the simulated market. */
  @Benchmark
  @OperationsPerInvocation(1_000)
  public double draws() {
    double sum = 0;
    for (int i = 0; i < 1_000; i++) {
      sum += random.nextGaussian();
    }
    return sum;
  }
}
