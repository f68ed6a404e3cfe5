package br.com.catalogador.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The requested format of a result: JSON or CSV, and whether it is a download. The parameter {@code
 * format} requests a download, the header {@code Accept} only the type.
 */
public record Format(boolean csv, boolean file) {
  private static final String PARAMETER = "format";

  private static final String CSV = "text/csv";

  public static Format of(RoutingContext context, Parameters query) {
    return query
        .choice(PARAMETER, List.of("json", "csv"), Optional::of)
        .map(format -> new Format(format.equals("csv"), true))
        .orElseGet(() -> new Format(CSV.equals(accepted(context)), false));
  }

  private static String accepted(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    return accept == null ? "" : accept.split("[,;]", 2)[0].trim().toLowerCase(Locale.ROOT);
  }

  /**
   * Sets the file name of a download; does nothing otherwise.
   *
   * @param name without extension; characters that are not portable are replaced
   */
  public void name(RoutingContext context, Supplier<String> name) {
    if (file) {
      String safe = name.get().replaceAll("[^A-Za-z0-9._-]", "_");
      context
          .response()
          .putHeader(
              "Content-Disposition",
              "attachment; filename=\"" + safe + (csv ? ".csv" : ".json") + "\"");
    }
  }

  /** Sends a response in this format. */
  public void write(RoutingContext context, Buffer text) {
    context.response().putHeader("Content-Type", csv ? CSV + "; charset=utf-8" : Bodies.JSON);
    InFlightLimit.send(context, text);
  }
}
