package dev.agentpool.former;

import dev.agentpool.former.FormerKeys.Key;
import dev.agentpool.former.FormerKeys.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings a table under the keys there are, and says what is wrong (spec control-plane 4). */
final class FormerCheck {
  private static final List<String> GONE = List.of("gemini-cli");
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Object> said = new LinkedHashMap<>();

  List<String> errors() {
    return errors;
  }

  List<String> warnings() {
    return warnings;
  }

  /** What is said of each key that there is, in the type that it has. */
  Map<String, Object> flat(Map<String, Object> table) {
    flat("", table);
    if (Boolean.TRUE.equals(said.get("policy.allow_auto_routing"))) {
      errors.add("policy.allow_auto_routing must be false: a provider is always named");
    }
    for (String name :
        List.of("policy.usage_stale_after_seconds", "policy.usage_auto_refresh_after_seconds")) {
      if (said.get(name) instanceof Long seconds && seconds < 0) {
        errors.add(name + " must not be negative, and is " + seconds);
      }
    }
    providers();
    custom();
    return said;
  }

  private void flat(String before, Map<?, ?> table) {
    table.forEach((name, value) -> {
      String path = before + name;
      Key key = FormerKeys.all().get(path);
      if (key != null) {
        put(path, key, value);
      } else if (FormerKeys.all().keySet().stream().anyMatch(one -> one.startsWith(path + "."))) {
        if (value instanceof Map<?, ?> inner) {
          flat(path + ".", inner);
        } else {
          errors.add(path + " must be a table");
        }
      } else {
        warnings.add("unknown key '" + path + "' is passed over");
      }
    });
  }

  private void put(String path, Key key, Object value) {
    Object fitting = fitting(key.kind(), value);
    if (fitting == null) {
      errors.add(path + " must be " + key.kind().told() + ", not " + shown(value));
    } else {
      said.put(path, fitting);
    }
  }

  /** As lenient as it was: a number or a flag may be written as a text. Null when it is neither. */
  private static @Nullable Object fitting(Kind kind, Object value) {
    return switch (kind) {
      case WHOLE -> {
        String text = value.toString().strip();
        yield text.matches("-?\\d{1,15}") ? Long.valueOf(text) : null;
      }
      case FLAG ->
          switch (value.toString().strip()) {
            case "true", "True", "yes", "on", "1" -> true;
            case "false", "False", "no", "off", "0" -> false;
            default -> null;
          };
      case TEXT -> value instanceof String ? value : null;
      case TEXTS ->
          value instanceof List<?> list
              ? list.stream().allMatch(String.class::isInstance) ? list : null
              : value instanceof String ? List.of(value) : null;
      case ANYTHING -> value;
    };
  }

  private void providers() {
    Object all = said.get("providers");
    if (all == null) {
      return;
    }
    if (!(all instanceof Map<?, ?> providers)) {
      errors.add("providers must be a table");
      return;
    }
    providers.forEach((name, about) -> {
      String id = String.valueOf(name);
      if (id.equals("auto")) {
        errors.add("providers.auto: no provider may be called so");
      } else if (id.equals("factory-droid")) {
        warnings.add("providers.factory-droid is another name of droid-cli: use that");
      } else if (GONE.contains(id)) {
        warnings.add("providers." + id + " was no provider there any more, and is passed over");
      }
      if (!(about instanceof Map<?, ?> table)) {
        errors.add("providers." + id + " must be a table");
      } else if (table.get("command") instanceof List<?> command && command.isEmpty()) {
        errors.add("providers." + id + ".command must not be empty");
      }
    });
  }

  private void custom() {
    Object all = said.get("custom_providers");
    if (all == null) {
      return;
    }
    if (!(all instanceof List<?> list)) {
      errors.add("custom_providers must be a list of tables");
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      String at = "custom_providers[" + i + "]";
      if (!(list.get(i) instanceof Map<?, ?> table)
          || !(table.get("id") instanceof String id)
          || id.isBlank()) {
        errors.add(at + ".id must be a non-empty text");
      } else if (id.equals("auto")) {
        errors.add(at + ".id must not be auto");
      } else if (table.containsKey("command") && !(table.get("command") instanceof List<?>)) {
        errors.add(at + ".command must be a list");
      } else if (!table.containsKey("command") && !table.containsKey("binary_candidates")) {
        warnings.add(at + " has neither command nor binary_candidates");
      }
    }
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() <= 60 ? "'" + text + "'" : "'" + text.substring(0, 57) + "...'";
  }
}
