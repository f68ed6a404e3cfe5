package br.com.catalogador.cache;

import br.com.catalogador.model.AssetsView;
import io.vertx.core.Future;

/** Persistent storage of the shared asset list, outside of this process. */
interface AssetStore {
  /** Stores nothing. */
  AssetStore NONE =
      new AssetStore() {
        @Override
        public Future<Listed> read() {
          return Future.succeededFuture();
        }

        @Override
        public void write(Listed listed) {
          // nothing to store it in
        }
      };

  /** An asset list, and the group of sessions that the broker shows it to. */
  record Listed(String group, AssetsView view) {}

  /** The stored list, or null if there is none or it cannot be read; never fails. */
  Future<Listed> read();

  /** Stores a list for a minute, in the background; failures are ignored. */
  void write(Listed listed);
}
