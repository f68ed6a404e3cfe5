package br.com.catalogador.candle.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Files of candles from their bytes, per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ReaderBenchmark.ROWS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReaderBenchmark {
  static final int ROWS = 100_000;

  @Param({"mt4.csv", "tradingview-iso.csv", "binance-rest.json", "iqoption-frame.json"})
  public String form;

  private byte[] file;

  @Setup
  public void write() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FormFile.named(form).write(bytes, ROWS);
    file = bytes.toByteArray();
  }

  @Benchmark
  public CandleFile read() throws IOException {
    return CandleReader.read(new ByteArrayInputStream(file), ReadOptions.none().withFileName(form));
  }
}
