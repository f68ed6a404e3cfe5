package br.com.catalogador.web.bridge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * A message of a bridge client, in the protocol of Vert.x's event-bus bridge.
 *
 * @param type {@code ping}, {@code register}, {@code unregister}, {@code send}, {@code publish}
 * @param address null only in a ping
 * @param replyAddress the address for the reply; null when none is expected
 * @param token the bearer token of its header {@code authorization}; null without the header
 * @param body any JSON value, or null
 */
record BridgeMessage(String type, String address, String replyAddress, String token, Object body) {
  private static final int LONGEST_ADDRESS = 200;

  /** The client library uses UUIDs. */
  private static final int LONGEST_REPLY_ADDRESS = 36;

  private static final String BEARER = "Bearer ";

  /** A message that cannot be read; its text is an error code of the protocol. */
  static final class Unreadable extends Exception {
    Unreadable(String code) {
      super(code, null, false, false);
    }
  }

  static BridgeMessage read(Buffer text) throws Unreadable {
    JsonObject json = object(text);
    if (!(json.getValue("type") instanceof String type)) {
      throw new Unreadable("missing_type");
    }
    if (type.equals("ping")) {
      return new BridgeMessage(type, null, null, null, null);
    }
    if (!(json.getValue("address") instanceof String address)) {
      throw new Unreadable("missing_address");
    }
    if (address.length() > LONGEST_ADDRESS) {
      throw new Unreadable("max_address_length_reached");
    }
    Object replyAddress = json.getValue("replyAddress");
    if (replyAddress != null && !isReplyAddress(replyAddress)) {
      throw new Unreadable("invalid_reply_address");
    }
    return new BridgeMessage(
        type, address, (String) replyAddress, token(json), json.getValue("body"));
  }

  private static JsonObject object(Buffer text) throws Unreadable {
    try {
      return new JsonObject(text);
    } catch (DecodeException | ClassCastException e) {
      throw new Unreadable("invalid_json");
    }
  }

  private static boolean isReplyAddress(Object value) {
    return value instanceof String text && text.length() <= LONGEST_REPLY_ADDRESS;
  }

  private static String token(JsonObject json) {
    if (json.getValue("headers") instanceof JsonObject headers
        && headers.getValue("authorization") instanceof String authorization) {
      return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? authorization.substring(BEARER.length())
          : "";
    }
    return null;
  }

  /** The address for an error: the reply address if there is one, otherwise the address itself. */
  String answerAddress() {
    return replyAddress == null ? address : replyAddress;
  }
}
