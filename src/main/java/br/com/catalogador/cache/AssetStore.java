package br.com.catalogador.cache;

import br.com.catalogador.model.AssetsView;
import io.vertx.core.Future;

/** Where a list of assets is kept beyond this process. */
interface AssetStore {
  /** Keeps nothing. */
  AssetStore NONE =
      new AssetStore() {
        @Override
        public Future<Listed> read() {
          return Future.succeededFuture();
        }

        @Override
        public void write(Listed listed) {
          // there is nowhere to
        }
      };

  /** A list of assets and the group of sessions that it was shown to. */
  record Listed(String group, AssetsView view) {}

  /** The list written last, or null when there is none that can be read; never fails. */
  Future<Listed> read();

  /** Keeps a list for a minute, as far as possible. */
  void write(Listed listed);
}
