package dev.agentpool.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** From the agent's last act to the answer of a wait. */
final class WaitReturn implements Scenario {
  private static final int WARM_UP = 50;
  private static final String LEAD = "@@delay 20@@ ";

  @Override
  public String name() {
    return "wait";
  }

  @Override
  public String about() {
    return "The agent writes a byte into a FIFO and then ends its turn; until `POST /v1/tasks/wait`"
        + " answers, beside the result line of a bare agent on a pipe.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    int runs = lab.runs(200);
    try (Gate gate = new Gate(lab.open().resolve("bell")).open()) {
      Samples bare = bare(lab, gate, runs);
      Samples wait = pool(lab, gate, runs);
      lab.report().durationTable();
      lab.report()
          .durations("agent done → `wait` returns (REST)", wait, Report.target(wait, 10, 50));
      lab.report().durations("baseline: agent done → result line, bare agent", bare, "");
    }
  }

  private static Samples bare(Lab lab, Gate gate, int runs) throws IOException {
    Samples samples = new Samples();
    try (BareAgent agent = new BareAgent(lab, lab.folder("bare"))) {
      agent.write(BareAgent.INITIALIZE);
      agent.line();
      for (int i = -WARM_UP; i < runs; i++) {
        agent.prompt(LEAD + gate.directive("done") + " @@say ok@@");
        gate.line();
        long done = System.nanoTime();
        agent.result();
        if (i >= 0) {
          samples.add(System.nanoTime() - done);
        }
      }
    }
    return samples;
  }

  private static Samples pool(Lab lab, Gate gate, int runs) throws Exception {
    Samples samples = new Samples();
    String toml = "slots = 1\n[settings]\nprovider = \"scripted\"\nrecycle_after = 10000\n";
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab, toml)) {
      daemon.start();
      for (int i = -WARM_UP; i < runs; i++) {
        daemon.awaitIdle();
        HttpConnection connection = daemon.connection();
        String prompt = LEAD + gate.directive("done") + " @@say ok@@";
        String id = connection.post("/v1/tasks", daemon.request(prompt)).get("task_id").asString();
        connection.send("POST", "/v1/tasks/wait", Map.of("ids", List.of(id)));
        gate.line();
        long done = System.nanoTime();
        connection.receive();
        if (i >= 0) {
          samples.add(System.nanoTime() - done);
        }
      }
    }
    return samples;
  }
}
