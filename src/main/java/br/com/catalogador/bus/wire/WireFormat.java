package br.com.catalogador.bus.wire;

import br.com.catalogador.failure.UnknownMessageException;
import br.com.catalogador.support.Secret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Encodes messages as bytes for another server, and decodes them. The encoding of a record follows
 * from the declared types of its components, so messages need no code of their own. A message
 * begins with its class name and a fingerprint of that class and all types that it may contain; a
 * server whose fingerprint differs rejects the message.
 *
 * <p>Supported are records of this product, enums, strings, numbers, booleans, instants, durations,
 * lists, sets, maps, JSON objects, and types with a {@link WireAdapter}. A {@link Secret} is
 * refused with IllegalArgumentException, because connections between servers are not encrypted.
 * Thread-safe.
 */
public final class WireFormat {
  private static final String OWN_PACKAGE = "br.com.catalogador.";
  private static final byte ABSENT = 0;
  private static final byte PRESENT = 1;

  private final Map<Class<?>, WireAdapter<?>> adapters;
  private final Map<Class<?>, RecordShape> shapes = new ConcurrentHashMap<>();
  private final Map<Class<?>, Long> fingerprints = new ConcurrentHashMap<>();

  public WireFormat(List<WireAdapter<?>> adapters) {
    Map<Class<?>, WireAdapter<?>> byType = new LinkedHashMap<>();
    adapters.forEach(adapter -> byType.put(adapter.type(), adapter));
    this.adapters = Map.copyOf(byType);
  }

  /** Appends a message, which may be null. */
  public void write(Object message, Buffer out) {
    writeOf(Object.class, message, new WireOutput(out));
  }

  /**
   * Reads a message that {@link #write} has appended.
   *
   * @throws UnknownMessageException when this server does not have its class, or has another
   *     version of it
   */
  public Object read(Buffer bytes, int position) {
    return readOf(Object.class, new WireInput(bytes, position));
  }

  private void writeOf(Type type, Object value, WireOutput out) {
    if (type instanceof Class<?> declared && declared.isPrimitive()) {
      Scalars.write(declared, value, out);
      return;
    }
    out.octet(value == null ? ABSENT : PRESENT);
    if (value == null) {
      return;
    }
    Class<?> declared = rawClass(type);
    if (isOpen(declared)) {
      Class<?> actual = portable(value);
      out.text(actual.getName());
      out.number(fingerprint(actual));
      writeBody(actual, value, out);
    } else {
      writeBody(type, value, out);
    }
  }

  private Object readOf(Type type, WireInput in) {
    if (type instanceof Class<?> declared && declared.isPrimitive()) {
      return Scalars.read(declared, in);
    }
    if (in.octet() == ABSENT) {
      return null;
    }
    if (!isOpen(rawClass(type))) {
      return readBody(type, in);
    }
    String name = in.text();
    long fingerprint = in.number();
    Class<?> actual = find(name);
    if (fingerprint(actual) != fingerprint) {
      throw new UnknownMessageException(name + " has another shape on the other server");
    }
    return readBody(actual, in);
  }

  /** Whether the class of a value does not follow from its declared type, so it must be written. */
  private boolean isOpen(Class<?> declared) {
    return !adapters.containsKey(declared)
        && (declared == Object.class
            || declared.isInterface()
                && !Collection.class.isAssignableFrom(declared)
                && declared != Map.class);
  }

  /** The class name to write for a value: the interface of a collection, not its implementation. */
  private static Class<?> portable(Object value) {
    if (value instanceof List<?>) {
      return List.class;
    }
    if (value instanceof Set<?>) {
      return Set.class;
    }
    return value instanceof Map<?, ?> ? Map.class : value.getClass();
  }

  private static Class<?> find(String name) {
    try {
      Class<?> type = Class.forName(name, false, WireFormat.class.getClassLoader());
      boolean known = name.startsWith(OWN_PACKAGE) || Scalars.isScalar(type) || isContainer(type);
      if (known) {
        return type;
      }
    } catch (ClassNotFoundException ignored) {
      // Rejected below.
    }
    throw new UnknownMessageException(name + " is no message of this server");
  }

  private static boolean isContainer(Class<?> type) {
    return type == List.class || type == Set.class || type == Map.class || type == JsonObject.class;
  }

  private void writeBody(Type type, Object value, WireOutput out) {
    Class<?> raw = rawClass(type);
    WireAdapter<?> adapter = adapters.get(raw);
    if (raw == Secret.class) {
      throw new IllegalArgumentException("a secret does not leave its server");
    }
    if (adapter != null) {
      out.block(buffer -> writeAdapted(adapter, value, buffer));
    } else if (Scalars.isScalar(raw)) {
      Scalars.write(raw, value, out);
    } else if (raw.isEnum()) {
      out.text(((Enum<?>) value).name());
    } else if (raw.isRecord()) {
      RecordShape shape = shape(raw);
      for (int i = 0; i < shape.size(); i++) {
        writeOf(shape.type(i), shape.get(value, i), out);
      }
    } else if (value instanceof Collection<?> items) {
      out.number(items.size());
      items.forEach(item -> writeOf(argument(type, 0), item, out));
    } else if (value instanceof Map<?, ?> map) {
      out.number(map.size());
      map.forEach(
          (key, held) -> {
            writeOf(argument(type, 0), key, out);
            writeOf(argument(type, 1), held, out);
          });
    } else if (value instanceof JsonObject json) {
      out.block(buffer -> buffer.appendBuffer(json.toBuffer()));
    } else {
      throw new IllegalArgumentException(raw + " has no form for another server");
    }
  }

  // The adapter was looked up by the value's class.
  @SuppressWarnings("unchecked")
  private static <T> void writeAdapted(WireAdapter<T> adapter, Object value, Buffer out) {
    adapter.write((T) value, out);
  }

  private Object readBody(Type type, WireInput in) {
    Class<?> raw = rawClass(type);
    WireAdapter<?> adapter = adapters.get(raw);
    if (adapter != null) {
      return adapter.read(in.block());
    }
    if (Scalars.isScalar(raw)) {
      return Scalars.read(raw, in);
    }
    if (raw.isEnum()) {
      return constant(raw, in.text());
    }
    if (raw.isRecord()) {
      RecordShape shape = shape(raw);
      Object[] values = new Object[shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = readOf(shape.type(i), in);
      }
      return shape.make(values);
    }
    if (raw == JsonObject.class) {
      return new JsonObject(in.block());
    }
    return raw == Map.class ? readMap(type, in) : readItems(type, raw, in);
  }

  private static Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new UnknownMessageException(type.getName() + " has no " + name + " on this server");
  }

  private Collection<Object> readItems(Type type, Class<?> raw, WireInput in) {
    Collection<Object> items = raw == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      items.add(readOf(argument(type, 0), in));
    }
    return items;
  }

  private Map<Object, Object> readMap(Type type, WireInput in) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (long left = in.number(); left > 0; left--) {
      Object key = readOf(argument(type, 0), in);
      map.put(key, readOf(argument(type, 1), in));
    }
    return map;
  }

  private RecordShape shape(Class<?> type) {
    return shapes.computeIfAbsent(type, RecordShape::of);
  }

  /** Hash of a class and of all types that its values may contain by declaration. */
  private long fingerprint(Class<?> type) {
    return fingerprints.computeIfAbsent(type, this::computeFingerprint);
  }

  private long computeFingerprint(Class<?> type) {
    StringBuilder text = new StringBuilder();
    describe(type, text, new LinkedHashSet<>());
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  private void describe(Type type, StringBuilder text, Set<Class<?>> seen) {
    Class<?> raw = rawClass(type);
    text.append(raw.getName());
    if (adapters.containsKey(raw)) {
      text.append('#').append(adapters.get(raw).version());
    } else if (raw.isEnum() && seen.add(raw)) {
      for (Object constant : raw.getEnumConstants()) {
        text.append('|').append(constant);
      }
    } else if (raw.isRecord() && seen.add(raw)) {
      RecordShape shape = shape(raw);
      for (int i = 0; i < shape.size(); i++) {
        text.append('(').append(shape.name(i)).append(':');
        describe(shape.type(i), text, seen);
        text.append(')');
      }
    } else if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        text.append('<');
        describe(argument, text, seen);
        text.append('>');
      }
    }
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[index]
        : Object.class;
  }

  private static Class<?> rawClass(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    if (type instanceof WildcardType wildcard) {
      return rawClass(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof TypeVariable<?> variable) {
      return rawClass(variable.getBounds()[0]);
    }
    throw new IllegalArgumentException(
        type + (type instanceof GenericArrayType ? ": arrays do not cross" : ": unknown kind"));
  }
}
