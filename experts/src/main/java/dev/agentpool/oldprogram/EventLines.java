package dev.agentpool.oldprogram;

import dev.agentpool.poolsocket.PoolEvent;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Prints events, a line each. */
final class EventLines {
  private static final int SUMMARY = 60;
  private static final String CYAN = "\u001b[36m";
  private static final String YELLOW = "\u001b[33m";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String END = "\u001b[0m";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
  private final PrintStream out;
  private final boolean coloured;

  EventLines(PrintStream out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  void print(PoolEvent event) {
    String colour =
        switch (event.type()) {
          case PoolEvent.ROUTED -> CYAN;
          case PoolEvent.SPAWNING -> YELLOW;
          case PoolEvent.COMPLETED, PoolEvent.UNBLOCKED -> GREEN;
          case PoolEvent.FAILED, PoolEvent.CANCELLED -> RED;
          default -> "";
        };
    String type = String.format("%-18s", event.type());
    out.println(
        "["
            + TIME.format(event.timestamp())
            + "] "
            + (coloured && !colour.isEmpty() ? colour + type + END : type)
            + " "
            + detail(event));
    out.flush();
  }

  private static String detail(PoolEvent event) {
    String task = event.text("expert") + "  task=" + event.text("task_id");
    return switch (event.type()) {
      case PoolEvent.ROUTED ->
          event.text("from") + " -> " + event.text("to") + "  (" + event.text("id") + ")";
      case PoolEvent.SPAWNING -> task + " model=" + event.text("model");
      case PoolEvent.COMPLETED ->
          task + "  " + event.text("duration") + "  " + cut(event.text("summary"));
      case PoolEvent.UNBLOCKED -> event.text("task_id") + " -> " + event.text("expert");
      case PoolEvent.FAILED -> task + " exit=" + event.text("exit_code");
      case PoolEvent.CANCELLED -> event.text("task_id");
      default -> event.data().toString();
    };
  }

  private static String cut(String summary) {
    return summary.codePointCount(0, summary.length()) <= SUMMARY
        ? summary
        : summary.substring(0, summary.offsetByCodePoints(0, SUMMARY)) + "...";
  }
}
