package dev.agentpool.cli.guide;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of one set-up, in their order, and what is to be done about those that failed. */
final class SetupChecks {
  private final List<JsonObject> checks = new ArrayList<>();
  private final List<String> actions = new ArrayList<>();
  private boolean ok = true;

  /**
   * Adds one.
   *
   * @param fine null where it does not apply
   * @param action what to do when it failed; null for nothing
   */
  JsonObject add(String name, @Nullable Boolean fine, String message, @Nullable String action) {
    boolean failed = Boolean.FALSE.equals(fine);
    ok &= !failed;
    if (failed && action != null) {
      actions.add(action);
    }
    JsonObject check =
        Json.object()
            .put("name", name)
            .put("ok", fine)
            .put("message", message)
            .put("action", failed ? action : null);
    checks.add(check);
    return check;
  }

  boolean ok() {
    return ok;
  }

  List<JsonObject> all() {
    return checks;
  }

  List<String> actions() {
    return actions;
  }
}
