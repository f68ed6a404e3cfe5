package br.com.catalogador.cache;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;

/**
 * Stores the shared asset list in Redis, as JSON: version, group, time, and an array of fields for
 * each asset. A value in another form counts as absent.
 */
final class RedisAssets implements AssetStore {
  private static final int VERSION = 1;

  private final RedisLink link;
  private final String key;

  RedisAssets(RedisLink link, RedisKeys keys) {
    this.link = link;
    this.key = keys.assets();
  }

  @Override
  public Future<Listed> read() {
    return link.send(Request.cmd(Command.GET).arg(key))
        .map(answer -> answer == null ? null : decode(new JsonObject(answer.toBuffer())))
        .otherwiseEmpty();
  }

  @Override
  public void write(Listed listed) {
    link.send(
        Request.cmd(Command.SET)
            .arg(key)
            .arg(encode(listed).toBuffer())
            .arg("EX")
            .arg(SharedAssetList.FRESH_SECONDS));
  }

  private static JsonObject encode(Listed listed) {
    JsonArray assets = new JsonArray();
    listed
        .view()
        .assets()
        .forEach(
            asset ->
                assets.add(
                    new JsonArray()
                        .add(asset.id())
                        .add(asset.symbol())
                        .add(asset.name())
                        .add(asset.category().wireName())
                        .add(asset.open())
                        .add(asset.payout())));
    return new JsonObject()
        .put("version", VERSION)
        .put("group", listed.group())
        .put("asOf", listed.view().asOf())
        .put("assets", assets);
  }

  /** Null for another version; throws if a field is missing or has another type. */
  private static Listed decode(JsonObject json) {
    if (json.getInteger("version", 0) != VERSION) {
      return null;
    }
    List<Asset> assets =
        json.getJsonArray("assets").stream()
            .map(JsonArray.class::cast)
            .map(it -> asset(it))
            .toList();
    return new Listed(json.getString("group"), new AssetsView(assets, json.getLong("asOf")));
  }

  private static Asset asset(JsonArray fields) {
    return new Asset(
        fields.getLong(0),
        fields.getString(1),
        fields.getString(2),
        Category.ofWireName(fields.getString(3)).orElseThrow(),
        fields.getBoolean(4),
        fields.getDouble(5));
  }
}
