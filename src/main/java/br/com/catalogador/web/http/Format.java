package br.com.catalogador.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a result is wanted: as JSON or as CSV, to be read or to be saved as a file. The parameter
 * {@code format} asks for a file, the header {@code Accept} for the type alone.
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
   * Names the file, if one is wanted.
   *
   * @param name without extension; what may not be in a file's name everywhere is replaced
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

  /** Ends an answer in this format. */
  public void write(RoutingContext context, Buffer text) {
    context.response().putHeader("Content-Type", csv ? CSV + "; charset=utf-8" : Bodies.JSON);
    InFlightLimit.send(context, text);
  }
}
