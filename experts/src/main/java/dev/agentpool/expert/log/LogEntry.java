package dev.agentpool.expert.log;

import dev.agentpool.paper.Rfc3339;
import dev.agentpool.paper.TableRow;
import java.time.Instant;

/**
 * A session's line in the table of an expert's sessions.
 *
 * @param task id of the mail that it worked on
 * @param timestamp of that mail
 * @param from who sent it
 * @param exit 0 when it went well
 * @param summary a line of what came of it
 */
public record LogEntry(String task, Instant timestamp, String from, int exit, String summary) {
  String row() {
    return TableRow.of(task, Rfc3339.seconds(timestamp), from, Integer.toString(exit), summary);
  }
}
