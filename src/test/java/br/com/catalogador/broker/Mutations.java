package br.com.catalogador.broker;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Turns valid frames into invalid ones; deterministic for a seed. */
final class Mutations {
  /**
   * The parser accepts a thousand levels; deeper texts must be refused before they overflow the
   * stack.
   */
  private static final List<Integer> DEPTHS = List.of(10, 500, 990, 998, 999, 1_000, 100_000);

  private static final String PLACE = "deep";

  private static final String ODD_CHARACTERS = "\"\\{}[]:,0129.-+eE\u0000\u00e9\ud55c null";

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  /** A random element. */
  <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** The frame with its text, its values, or both changed. */
  String text(JsonObject frame) {
    String text = random.nextInt(3) == 0 ? frame.encode() : values(frame).encode();
    return switch (random.nextInt(100) == 0 ? -1 : random.nextInt(8)) {
      case -1 -> deep(frame);
      case 0 -> flipped(text);
      case 1 -> text.substring(0, random.nextInt(text.length()));
      case 2 -> text + text;
      case 3 -> swapped(text);
      default -> text;
    };
  }

  /** A copy with one to three values of another type, missing, or duplicated. */
  JsonObject values(JsonObject original) {
    JsonObject changed = original.copy();
    for (int i = random.nextInt(3); i >= 0; i--) {
      change(changed);
    }
    return changed;
  }

  private void change(JsonObject object) {
    if (object.isEmpty()) {
      object.put(any(List.of("name", "msg", "request_id", "status")), odd());
      return;
    }
    String key = any(new ArrayList<>(object.fieldNames()));
    Object value = object.getValue(key);
    if (value instanceof JsonObject inner && random.nextInt(5) > 0) {
      change(inner);
    } else if (value instanceof JsonArray inner && !inner.isEmpty() && random.nextInt(5) > 0) {
      change(inner);
    } else if (random.nextInt(6) == 0) {
      object.remove(key);
    } else {
      object.put(key, instead(value));
    }
  }

  private void change(JsonArray array) {
    int index = random.nextInt(array.size());
    Object value = array.getValue(index);
    if (value instanceof JsonObject inner && random.nextInt(5) > 0) {
      change(inner);
    } else if (value instanceof JsonArray inner && !inner.isEmpty() && random.nextInt(5) > 0) {
      change(inner);
    } else if (random.nextInt(4) == 0) {
      array.add(copy(value));
    } else {
      array.set(index, instead(value));
    }
  }

  private Object instead(Object value) {
    return switch (random.nextInt(5)) {
      case 0 ->
          value instanceof Number number ? number.toString() : new JsonArray().add(copy(value));
      case 1 -> new JsonObject().put("value", copy(value));
      default -> odd();
    };
  }

  private static Object copy(Object value) {
    if (value instanceof JsonObject object) {
      return object.copy();
    }
    return value instanceof JsonArray array ? array.copy() : value;
  }

  private Object odd() {
    return switch (random.nextInt(23)) {
      case 0, 1 -> null;
      case 2 -> true;
      case 3 -> false;
      case 4 -> "";
      case 5 -> "NaN";
      case 6 -> "1e400";
      case 7 -> "not what was expected";
      case 8 -> 0;
      case 9 -> -1;
      case 10 -> random.nextInt();
      case 11 -> random.nextLong();
      case 12 -> Long.MAX_VALUE;
      case 13 -> Long.MIN_VALUE;
      case 14 -> Long.MAX_VALUE / 60 * 60;
      case 15 -> BigInteger.TEN.pow(300 + random.nextInt(200));
      case 16 -> Double.MAX_VALUE;
      case 17 -> -Double.MIN_VALUE;
      case 18 -> random.nextGaussian() * 1e9;
      case 19 -> new JsonArray();
      case 20 -> new JsonObject();
      case 21 -> new JsonArray().add(1).add("2").addNull().add(new JsonArray());
      default -> "x".repeat(random.nextInt(100));
    };
  }

  private String deep(JsonObject frame) {
    JsonObject changed = frame.copy();
    JsonObject holder = changed;
    if (changed.getValue("msg") instanceof JsonObject msg && random.nextBoolean()) {
      holder = msg;
    }
    List<String> keys = new ArrayList<>(holder.fieldNames());
    holder.put(keys.isEmpty() ? "msg" : any(keys), PLACE);
    int depth = any(DEPTHS);
    boolean arrays = random.nextBoolean();
    String nested =
        (arrays ? "[" : "{\"a\":").repeat(depth) + "1" + (arrays ? "]" : "}").repeat(depth);
    return changed.encode().replace("\"" + PLACE + "\"", nested);
  }

  private String flipped(String text) {
    char[] characters = text.toCharArray();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int index = random.nextInt(characters.length);
      // ASCII only, so that it remains a valid text frame.
      characters[index] = (char) ((characters[index] ^ 1 << random.nextInt(7)) & 0x7f);
    }
    return new String(characters);
  }

  private String swapped(String text) {
    int index = random.nextInt(text.length());
    char odd = ODD_CHARACTERS.charAt(random.nextInt(ODD_CHARACTERS.length()));
    return text.substring(0, index) + odd + text.substring(index + random.nextInt(2));
  }
}
