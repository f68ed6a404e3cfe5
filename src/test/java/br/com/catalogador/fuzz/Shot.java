package br.com.catalogador.fuzz;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * One request to be tried.
 *
 * @param documented the path in {@code openapi.yaml} that the address was made from
 * @param uri path and query as they are sent
 * @param body null for none
 * @param caller whose token it carries; null when it carries none that is good
 */
record Shot(
    String method, String documented, String uri, MultiMap headers, Buffer body, Caller caller) {

  /** For whoever wants to see a finding again. */
  @Override
  public String toString() {
    String text = body == null ? "" : " " + shortened(body.toString("ISO-8859-1"));
    String told = headers.entries().toString().replaceAll("ey[\\w.-]{80,}", "TOKEN");
    return method + " " + shortened(uri) + " " + shortened(told) + text;
  }

  private static String shortened(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400) + "… (" + text.length() + ")";
  }
}
