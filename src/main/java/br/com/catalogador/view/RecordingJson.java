package br.com.catalogador.view;

import br.com.catalogador.session.message.RecordingView;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Writes the state of a recording in the form of the API. */
public final class RecordingJson {
  private RecordingJson() {}

  public static JsonObject of(RecordingView view) {
    return new JsonObject()
        .put("state", view.state().name().toLowerCase(Locale.ROOT))
        .put("seconds", view.seconds())
        .put("secondsLeft", view.secondsLeft())
        .put("full", view.full());
  }
}
