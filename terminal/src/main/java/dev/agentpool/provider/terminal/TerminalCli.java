package dev.agentpool.provider.terminal;

import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.KeptFolder;
import dev.agentpool.provider.cli.LogInTraces;
import dev.agentpool.screen.Classifier;
import dev.agentpool.settings.Access;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What there is to know of an agent CLI that is spoken with by its terminal.
 *
 * @param name as the setting {@code provider} names it
 * @param executable where its program is
 * @param arguments that it is always started with
 * @param environment that is always set
 * @param flags by which it is told things
 * @param access what it can be held to
 * @param typing how it is typed to
 * @param endings how the end of its turn shows
 * @param screens what its screens show
 * @param tools what a menu of its for permission is headed by, and the tool that it is of
 * @param free whether it asks no model, so that nothing is owed for a turn
 * @param keeps folders that it writes what it keeps in
 * @param logIn what shows that it is logged in
 */
record TerminalCli(
    String name,
    Executable executable,
    List<String> arguments,
    Map<String, String> environment,
    Flags flags,
    Map<Access, Held> access,
    Typing typing,
    Endings endings,
    Classifier screens,
    Map<String, String> tools,
    boolean free,
    List<KeptFolder> keeps,
    LogInTraces logIn) {
  TerminalCli {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    access = Map.copyOf(access);
    tools = Map.copyOf(tools);
    keeps = List.copyOf(keeps);
  }

  /**
   * Options of its command line; an empty one means that it cannot be told.
   *
   * @param model which model to use
   * @param effort how hard to think
   * @param workspace where it works
   * @param conversation the id that a new conversation gets
   * @param resume the id of the one that is gone on with
   */
  record Flags(String model, String effort, String workspace, String conversation, String resume) {}

  /**
   * What holds it to an access.
   *
   * @param described for people
   * @param arguments that are added
   * @param needsWalls whether only agentpool's walls hold it there
   * @param denies whether what it asks for is denied, since it may only look
   */
  record Held(String described, List<String> arguments, boolean needsWalls, boolean denies) {
    Held {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * How it is typed to.
   *
   * @param asArgument whether the first prompt is the last word of its command line
   * @param submit keys that send off what was typed
   * @param interrupt keys that stop a turn
   * @param commands characters that make a command of a prompt that begins with one
   * @param again whether it passes over keys that come right after a menu has come up
   * @param lead words typed before a long text, where the program takes what is pasted for somebody
   *     else's; empty for none
   */
  record Typing(
      boolean asArgument,
      List<String> submit,
      List<String> interrupt,
      String commands,
      boolean again,
      String lead) {
    Typing {
      submit = List.copyOf(submit);
      interrupt = List.copyOf(interrupt);
    }
  }

  /**
   * How the end of its turn shows.
   *
   * @param byBlock whether it is asked for a result block, since nothing else tells
   * @param marked whether that block has to name the turn
   * @param settle for how long its screen has to stand still before it is believed
   */
  record Endings(boolean byBlock, boolean marked, Duration settle) {}
}
