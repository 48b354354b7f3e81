package dev.agentpool.provider.rpc;

import java.nio.file.Path;

/**
 * How a prompt says what an agent is to do: scripted agents and the fake model APIs are told by
 * directives in it, and each calls its tools by its own names.
 */
public interface Script {
  default String say(String text) {
    return "@@say " + text + "@@";
  }

  /** Runs a command in a shell; may or may not ask first. */
  String runs(String command);

  /** Writes a file with the agent's own tool; may or may not ask first. */
  String writes(Path file, String text);

  /** Works for longer than any test waits. */
  default String hangs() {
    return "@@hang@@";
  }

  /** The model API answers with an error that the agent does not get over. */
  String apiError(int code);

  /** The model API says that nothing more may be asked for an hour. */
  default String limit() {
    return "@@limit 3600@@";
  }

  /** The model API breaks off in the middle of each answer. */
  default String cut() {
    return "@@fail stream disconnected before completion@@";
  }
}
