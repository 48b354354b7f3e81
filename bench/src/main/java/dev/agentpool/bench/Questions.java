package dev.agentpool.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** From an agent's question to the inbox, and from a person's answer to the agent. */
final class Questions implements Scenario {
  private static final int WARM_UP = 100;
  private static final String TOOL = " @@ask WebFetch {\"url\":\"http://127.0.0.1/\"}@@ ";

  @Override
  public String name() {
    return "question";
  }

  @Override
  public String about() {
    return "The agent writes a byte into a FIFO and asks for permission; until `GET /v1/inbox`,"
        + " asked again and again, has the question. Then the answer is posted; until the"
        + " agent, which has it, writes into the FIFO again. Beside the same agent bare,"
        + " asked and answered on its pipes.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    int runs = lab.runs(200);
    try (Gate gate = new Gate(lab.open().resolve("bell")).open()) {
      Taken bare = bare(lab, gate, runs);
      Taken pool = pool(lab, gate, runs);
      Report report = lab.report();
      report.durationTable();
      report.durations("asked → in the inbox", pool.asked, Report.target(pool.asked, 10, 50));
      report.durations(
          "answered → at the agent", pool.answered, Report.target(pool.answered, 10, 50));
      report.durations("baseline: asked → read from a bare agent's pipe", bare.asked, "");
      report.durations("baseline: answered → at a bare agent", bare.answered, "");
    }
  }

  private record Taken(Samples asked, Samples answered) {
    Taken() {
      this(new Samples(), new Samples());
    }
  }

  private static String prompt(Gate gate) {
    return gate.directive("asks") + TOOL + gate.directive("goes on") + " @@say ok@@";
  }

  private static Taken bare(Lab lab, Gate gate, int runs) throws IOException {
    Taken taken = new Taken();
    List<String> command = new ArrayList<>(BareAgent.command(lab));
    command.addAll(List.of("--permission-prompt-tool", "stdio"));
    Path folder = lab.folder("bare");
    try (BareAgent agent = new BareAgent(command, lab.environment(folder), folder)) {
      agent.write(BareAgent.INITIALIZE);
      agent.line();
      for (int i = -WARM_UP; i < runs; i++) {
        agent.prompt(prompt(gate));
        gate.line();
        long asks = System.nanoTime();
        String id = agent.request();
        long read = System.nanoTime();
        agent.write(
            "{\"type\":\"control_response\",\"response\":{\"subtype\":\"success\",\"request_id\":\""
                + id
                + "\",\"response\":{\"behavior\":\"allow\",\"updatedInput\":{\"url\":\"http://127.0.0.1/\"}}}}\n");
        gate.line();
        long goesOn = System.nanoTime();
        agent.result();
        if (i >= 0) {
          taken.asked.add(read - asks);
          taken.answered.add(goesOn - read);
        }
      }
    }
    return taken;
  }

  private static Taken pool(Lab lab, Gate gate, int runs) throws Exception {
    Taken taken = new Taken();
    String toml =
        "slots = 1\n"
            + "[settings]\n"
            + "provider = \"scripted\"\n"
            + "recycle_after = 10000\n"
            + "access = \"edit\"\nunattended = \"park\"\n";
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab, toml)) {
      daemon.start();
      for (int i = -WARM_UP; i < runs; i++) {
        daemon.awaitIdle();
        HttpConnection connection = daemon.connection();
        connection.post("/v1/tasks", daemon.request(prompt(gate)));
        gate.line();
        long asks = System.nanoTime();
        String id = inInbox(connection);
        long listed = System.nanoTime();
        connection.send("POST", "/v1/questions/" + id + "/answer", Map.of("answer", "yes"));
        gate.line();
        long goesOn = System.nanoTime();
        connection.receive();
        if (i >= 0) {
          taken.asked.add(listed - asks);
          taken.answered.add(goesOn - listed);
        }
      }
    }
    return taken;
  }

  private static String inInbox(HttpConnection connection) throws IOException {
    while (true) {
      JsonNode questions = connection.get("/v1/inbox").get("questions");
      if (!questions.isEmpty()) {
        return questions.get(0).get("id").asString();
      }
      LockSupport.parkNanos(100_000);
    }
  }
}
