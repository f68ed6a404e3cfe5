package br.com.catalogador.broker.recording;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What passes into a recording: fields by topic, and the forms of their texts. The topic is the
 * name of a message without its service and without {@code get-}: {@code candles} for the request
 * {@code quotes-history.get-candles} and its answer.
 */
final class AllowList {
  /** The topic of the parameters of all requests. */
  static final String REQUEST = "request";

  /** The field of a payload that is no object. */
  static final String PAYLOAD = "msg";

  /** Fields of every topic. */
  private static final Set<String> EVERYWHERE = words("isSuccessful message reason success");

  private static final Set<String> CANDLES =
      words(
          "id from at to open close min max ask bid value volume phase active_id size time"
              + " count");

  private static final Set<String> ASSETS =
      words(
          "id name ticker underlying description active_id enabled is_enabled is_suspended"
              + " is_paused is_otc is_visible schedule open close from to group_id active_group_id"
              + " precision deadtime buyback_deadtime is_buyback commission refund_min refund_max"
              + " minimal_bet maximal_bet min max count expiration_times start_time type currency"
              + " spot_profit value is_valid instrument_type time_from time_to pip_scale"
              + " spread_plus spread_minus expiration_days min_qty qty_step list");

  private static final Set<String> BALANCES = words("type currency is_marginal is_fiat");

  private static final Map<String, Set<String>> FIELDS = fields();

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}(\\.\\d{1,12})?");
  private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d");
  private static final Pattern VERSION = Pattern.compile("\\d{1,2}\\.\\d{1,2}");

  /** {@code EURUSD-OTC}, {@code front.US30}, {@code EUR/USD (OTC)}. */
  private static final Pattern SYMBOL =
      Pattern.compile(
          "(front\\.)?[A-Z]{1,12}\\d{0,4}[A-Z]{0,6}(/[A-Z]{3})?(-OTC|-op|-OP)?( \\(OTC\\))?");

  private AllowList() {}

  private static Set<String> words(String separated) {
    return Set.of(separated.split(" "));
  }

  private static Map<String, Set<String>> fields() {
    Map<String, Set<String>> fields = new HashMap<>();
    for (String topic :
        words("candles first-candles candle-generated candles-generated quote-generated")) {
      fields.put(topic, CANDLES);
    }
    for (String topic :
        words(
            "initialization-data underlying-list underlying-list-changed top-assets active"
                + " commission-changed")) {
      fields.put(topic, ASSETS);
    }
    for (String topic : words("balances available-balances balance-changed")) {
      fields.put(topic, BALANCES);
    }
    fields.put("profile", words("currency"));
    fields.put("features", words("status version"));
    fields.put(
        "actives-index", words("commodity crypto etf forex major minor exotic index stock id"));
    fields.put("timeSync", words(PAYLOAD));
    fields.put("heartbeat", words(PAYLOAD + " userTime heartbeatTime"));
    fields.put("authenticated", words(PAYLOAD));
    fields.put("authenticate", words(PAYLOAD + " protocol"));
    fields.put("setOptions", words("sendResults"));
    fields.put(
        REQUEST,
        words(
            "active_id size from to count from_id to_id only_closed split_normalization types_ids"
                + " filter_suspended instrument_type region_id"));
    return fields;
  }

  /** The topic of a message. */
  static String topic(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replaceFirst("^get-", "");
  }

  /** Whether answers about this topic describe the account. */
  static boolean isPersonal(String topic) {
    return topic.equals("profile") || FIELDS.get(topic) == BALANCES;
  }

  /** Whether a message of this side carries the session id. */
  static boolean isLogin(String name) {
    return name.equals("authenticate") || name.equals("ssid");
  }

  /** Whether the numbers and flags of a field pass, and its texts of a known form. */
  static boolean hasField(String topic, String field) {
    return EVERYWHERE.contains(field) || FIELDS.getOrDefault(topic, Set.of()).contains(field);
  }

  /** Whether a text has one of the forms that a listed field has. */
  static boolean isPlain(String text) {
    return NUMBER.matcher(text).matches()
        || SYMBOL.matcher(text).matches()
        || TIME.matcher(text).matches()
        || Vocabulary.contains(text);
  }

  static boolean isVersion(String text) {
    return VERSION.matcher(text).matches();
  }

  /** Whether a topic has fields of its own. */
  static boolean hasTopic(String topic) {
    return FIELDS.containsKey(topic);
  }
}
