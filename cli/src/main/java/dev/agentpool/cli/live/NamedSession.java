package dev.agentpool.cli.live;

import picocli.CommandLine.Parameters;

/** A command about one live session. */
abstract class NamedSession extends LiveCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The session, as ap_0123456789ab.")
  String id = "";
}
