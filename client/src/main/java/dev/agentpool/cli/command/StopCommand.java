package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.DaemonTraces;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Stops the daemon. Starts one only to end agents that a daemon left which is gone, and then no
 * work.
 */
@CommandLine.Command(
    name = "stop",
    description =
        "Stop the daemon: let tasks finish until the deadline, then interrupt them; they go on"
            + " after the next start. A second stop joins the first. It is the last word: what"
            + " could not be ended is named by its pid.",
    footer = {"", "Example:", "  agentpool stop --timeout 5m", "  agentpool stop --now"})
final class StopCommand extends Command {
  @Option(
      names = {"--timeout", "--deadline"},
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long tasks may go on.")
  String deadline = "30s";

  @Option(names = "--now", description = "Interrupt what runs at once: --timeout 0.")
  boolean now;

  @Override
  public int run(Surroundings here) {
    DaemonTraces traces = new DaemonTraces(here.daemon().home());
    Json answer = stop(here);
    boolean ran = answer != null;
    if (!ran && here.daemon().awaitStarting()) {
      answer = stop(here);
      ran = answer != null;
    }
    List<Long> orphans = ran ? List.of() : traces.livingSessions();
    if (!orphans.isEmpty()) {
      here.terminal()
          .say(
              "no daemon is running, but "
                  + Text.count(orphans.size(), "agent")
                  + " of one that is gone (pids "
                  + pids(orphans)
                  + "): ending them");
      answer = endOrphans(here, orphans);
    }
    if (answer == null) {
      return nothingRuns(here);
    }
    List<Long> left = left(answer, traces);
    if (json) {
      here.terminal().printJson(answer);
    } else {
      print(here, answer, ran);
    }
    if (left.isEmpty()) {
      return ExitCode.DONE;
    }
    here.terminal()
        .say(
            left.size()
                + " of its processes could not be ended: "
                + pids(left)
                + "; look at them with ps, end them with kill -9");
    return ExitCode.MACHINE;
  }

  private @Nullable Json stop(Surroundings here) {
    long millis = now ? 0 : Durations.millis(deadline);
    Thread told =
        Thread.ofPlatform()
            .unstarted(() ->
                here.terminal()
                    .say("the daemon goes on stopping; agentpool stop --now joins and urges it"));
    Runtime.getRuntime().addShutdownHook(told);
    try {
      return here.daemon().askRunning("POST", "/v1/stop", Json.object().put("deadline_ms", millis));
    } finally {
      forget(told);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ends) {
      // it is being said
    }
  }

  private @Nullable Json endOrphans(Surroundings here, List<Long> orphans) {
    try {
      here.daemon().startToStop();
    } catch (CliException cannot) {
      throw CliException.machine(
          "a daemon to end what is left cannot be started, so it lives on: end it with kill "
              + String.join(" ", orphans.stream().map(String::valueOf).toList())
              + "\n"
              + cannot.getMessage());
    }
    return stop(here);
  }

  private int nothingRuns(Surroundings here) {
    here.terminal().say("no daemon is running");
    if (json) {
      here.terminal().printJson(Json.object().put("running", false));
    }
    return ExitCode.DONE;
  }

  /** What the daemon could not end, and what it did not know of. */
  private static List<Long> left(Json answer, DaemonTraces traces) {
    Set<Long> left = new TreeSet<>();
    for (Json pid : answer.get("pids_left").items()) {
      if (pid.value() instanceof BigDecimal number) {
        left.add(number.longValue());
      }
    }
    left.addAll(traces.livingSessions());
    return List.copyOf(left);
  }

  private static void print(Surroundings here, Json answer, boolean ran) {
    here.terminal()
        .print(
            (ran
                    ? "stopped after " + Text.duration(answer.number("waited_ms"))
                    : "ended what was left")
                + ": "
                + Text.count(answer.number("finished"), "task")
                + " finished, "
                + answer.number("interrupted")
                + " interrupted, "
                + answer.number("left_running")
                + " left running, "
                + Text.count(answer.number("sessions_ended"), "session")
                + " ended");
  }

  private static String pids(List<Long> pids) {
    return String.join(", ", pids.stream().map(String::valueOf).toList());
  }
}
