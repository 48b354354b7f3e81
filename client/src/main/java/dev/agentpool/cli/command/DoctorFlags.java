package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What else an examination of the machine can be asked for. */
public final class DoctorFlags {
  @Option(
      names = "--deep",
      description = "Also try out a terminal, the ledger and the folders; takes some seconds.")
  boolean deep;

  @Option(names = "--privacy", description = "Also say what is stored, read and sent.")
  boolean privacy;

  /** Null when nobody asked. */
  public Json deep(Surroundings here) {
    return deep ? here.daemon().get("/v1/doctor/deep") : new Json(null);
  }

  /** Null when nobody asked. */
  public Json privacy(Surroundings here) {
    return privacy ? here.daemon().get("/v1/doctor/privacy") : new Json(null);
  }

  /** An answer with what else was asked for as members. */
  static JsonObject with(Json answer, Json deep, Json privacy) {
    JsonObject whole = Json.object();
    if (answer.value() instanceof Map<?, ?> members) {
      members.forEach((name, value) -> whole.put(String.valueOf(name), value));
    }
    return whole
        .putIfThere("deep", deep.isNull() ? null : deep)
        .putIfThere("privacy", privacy.isNull() ? null : privacy);
  }

  /** For people. */
  public static void print(Terminal terminal, Json deep, Json privacy) {
    for (Json trial : deep.get("checks").items()) {
      boolean ok = trial.flag("ok");
      terminal.printRow(
          ok ? Colour.GREEN : Colour.RED,
          (ok ? "ok    " : "fail  ") + trial.text("name") + ": " + trial.text("detail"));
    }
    if (privacy.isNull()) {
      return;
    }
    terminal.print("");
    terminal.print("log-ins: none is stored; no browser, no keychain is read");
    Json local = privacy.get("local_storage");
    for (String path : List.of("config_path", "sqlite_db", "artifact_root")) {
      terminal.print("stored: " + local.text(path));
    }
    for (Json store : local.get("stores").items()) {
      terminal.print("stored: " + store.textOrNull());
    }
    for (Json source : privacy.get("usage_sources").items()) {
      terminal.print(
          "usage of "
              + source.text("provider_id")
              + ": "
              + source.text("source")
              + (source.flag("reads_existing_auth_state") ? "; uses the CLI's log-in" : "")
              + (source.flag("network") ? "; over the network, when refreshed" : ""));
    }
    for (Json pattern : privacy.get("redaction").get("patterns").items()) {
      terminal.print("replaced before it is kept: " + pattern.textOrNull());
    }
  }
}
