package br.com.catalogador.bus.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The encoding of the simple values that a message may hold: numbers, booleans, texts, times. */
final class Scalars {
  private static final Map<Class<?>, Scalar<?>> SCALARS =
      Map.ofEntries(
          entry(boolean.class, Scalars::writeFlag, Scalars::readFlag),
          entry(Boolean.class, Scalars::writeFlag, Scalars::readFlag),
          entry(int.class, (out, value) -> out.number(value), in -> (int) in.number()),
          entry(Integer.class, (out, value) -> out.number(value), in -> (int) in.number()),
          entry(long.class, WireOutput::number, WireInput::number),
          entry(Long.class, WireOutput::number, WireInput::number),
          entry(double.class, WireOutput::real, WireInput::real),
          entry(Double.class, WireOutput::real, WireInput::real),
          entry(String.class, WireOutput::text, WireInput::text),
          entry(
              Instant.class,
              (out, value) -> {
                out.number(value.getEpochSecond());
                out.number(value.getNano());
              },
              in -> Instant.ofEpochSecond(in.number(), in.number())),
          entry(
              Duration.class,
              (out, value) -> {
                out.number(value.getSeconds());
                out.number(value.getNano());
              },
              in -> Duration.ofSeconds(in.number(), in.number())));

  private record Scalar<T>(BiConsumer<WireOutput, T> writer, Function<WireInput, T> reader) {}

  private Scalars() {}

  private static <T> Map.Entry<Class<?>, Scalar<?>> entry(
      Class<T> type, BiConsumer<WireOutput, T> writer, Function<WireInput, T> reader) {
    return Map.entry(type, new Scalar<>(writer, reader));
  }

  private static void writeFlag(WireOutput out, boolean value) {
    out.octet((byte) (value ? 1 : 0));
  }

  private static boolean readFlag(WireInput in) {
    return in.octet() == 1;
  }

  static boolean isScalar(Class<?> type) {
    return SCALARS.containsKey(type);
  }

  // Each type is the key of its own scalar, and the value is an instance of that type.
  @SuppressWarnings("unchecked")
  static void write(Class<?> type, Object value, WireOutput out) {
    ((Scalar<Object>) SCALARS.get(type)).writer().accept(out, value);
  }

  static Object read(Class<?> type, WireInput in) {
    return SCALARS.get(type).reader().apply(in);
  }
}
