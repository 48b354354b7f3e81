package dev.agentpool.cli.live;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;

/** A command about live sessions, wherever their projects are. */
abstract class LiveCommand extends Command {
  static final String ALL = "/v1/sessions";
  private static final String LISTING = "agentpool sessions";

  /** The path of a session, with something after it such as {@code /keys}. */
  static String path(String id, String rest) {
    return ALL + "/" + Query.checked("session id", id, LISTING) + rest;
  }

  /** What stands in a session's answer under that name. */
  static Json session(Surroundings here, String id) {
    return here.daemon().get(path(id, "")).get("session");
  }

  /**
   * Something that the control plane's users have a code of their own for.
   *
   * @param example a command that helps; empty for the usual one
   */
  static CliException wrong(String controlCode, String message, String example) {
    Json details =
        Json.parse(Json.object().put(Hints.CODE, controlCode).put("example", example).toString());
    return new CliException(ExitCode.USAGE, "invalid", message, details, "");
  }
}
