package dev.agentpool.ledger.codec;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.CostSource;
import dev.agentpool.task.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an agent reported. What is absent or empty is not written. */
final class ReportCodec {
  private ReportCodec() {}

  static Map<String, Object> write(AgentReport report) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("output", report.output());
    plain.put("ending", ResultCodec.plain(report.ending()));
    write(report.spent(), plain);
    ResultCodec.putIfPresent(plain, "model", report.model());
    ResultCodec.putIfPresent(plain, "session_id", report.conversation());
    ResultCodec.putIfPresent(plain, "structured_output", report.structuredOutput());
    ResultCodec.putSome(plain, "permission_denials", report.permissionDenials());
    ResultCodec.putSome(
        plain,
        "denials",
        report.denials().stream()
            .map(denial -> List.of(denial.tool(), denial.wanted(), denial.advice()))
            .toList());
    Map<String, Object> given = write(report.given());
    if (!given.isEmpty()) {
      plain.put("given", given);
    }
    ResultCodec.putSome(plain, "notices", report.notices());
    AgentReport.Exit exit = report.exit();
    if (exit != null) {
      Map<String, Object> end = new LinkedHashMap<>();
      ResultCodec.putIfPresent(end, "code", exit.code());
      ResultCodec.putIfPresent(end, "stderr", exit.stderr());
      plain.put("exit", end);
    }
    return plain;
  }

  private static void write(AgentReport.Spent spent, Map<String, Object> plain) {
    switch (spent.cost()) {
      case Cost.Known known -> plain.put("cost_microdollars", known.amount().micros());
      case Cost.Unknown unknown -> {
        plain.put("unknown_cost_at_least_microdollars", unknown.atLeast().micros());
        unknown
            .atMost()
            .ifPresent(most -> plain.put("unknown_cost_at_most_microdollars", most.micros()));
      }
    }
    plain.put("turns", spent.turns());
    plain.put("elapsed_nanos", spent.elapsed().toNanos());
    TokenUsage tokens = spent.tokens();
    if (!tokens.equals(TokenUsage.NONE)) {
      plain.put(
          "tokens",
          List.of(tokens.input(), tokens.output(), tokens.cacheRead(), tokens.cacheCreation()));
    }
    plain.put("cost_source", spent.source().wireName());
    if (spent.allTokens() != spent.cost().isKnown()) {
      plain.put("all_tokens", spent.allTokens());
    }
    ResultCodec.putIfPresent(plain, "price", spent.price());
  }

  private static Map<String, Object> write(AgentReport.Given given) {
    Map<String, Object> plain = new LinkedHashMap<>();
    ResultCodec.putSome(plain, "mcp_servers", given.mcpServers());
    ResultCodec.putSome(plain, "plugins", given.plugins());
    ResultCodec.putSome(plain, "agents", given.agents());
    ResultCodec.putSome(plain, "skills", given.skills());
    ResultCodec.putSome(plain, "memory", given.memory());
    return plain;
  }

  static AgentReport read(Map<String, @Nullable Object> plain) {
    return new AgentReport(
        Json.need(plain.get("output"), "output"),
        ResultCodec.outcome(plain.get("ending")),
        spent(plain),
        Json.text(plain.get("model")),
        Json.text(plain.get("session_id")),
        Json.text(plain.get("structured_output")),
        Json.texts(plain.get("permission_denials")),
        denials(plain.get("denials")),
        given(plain.get("given")),
        Json.texts(plain.get("notices")),
        plain.containsKey("exit") ? exit(Json.object(plain.get("exit")), "code") : null);
  }

  static AgentReport.Spent spent(Map<String, @Nullable Object> plain) {
    AgentReport.Spent told = told(plain);
    Object source = plain.get("cost_source"); // results of before prices have none
    return source == null
        ? told
        : told.from(CostSource.ofWireName(String.valueOf(source)), Json.text(plain.get("price")));
  }

  private static AgentReport.Spent told(Map<String, @Nullable Object> plain) {
    Cost cost =
        plain.containsKey("cost_microdollars")
            ? Cost.known(Money.ofMicros(Json.number(plain.get("cost_microdollars"))))
            : unknown(plain);
    return new AgentReport.Spent(
        cost,
        (int) Json.number(plain.get("turns")),
        plain.get("tokens") instanceof List<?> tokens ? tokens(tokens) : TokenUsage.NONE,
        Duration.ofNanos(Json.number(plain.get("elapsed_nanos"))),
        plain.get("all_tokens") instanceof Boolean all ? all : cost.isKnown());
  }

  private static Cost unknown(Map<String, @Nullable Object> plain) {
    Object most = plain.get("unknown_cost_at_most_microdollars");
    return new Cost.Unknown(
        Money.ofMicros(Json.number(plain.get("unknown_cost_at_least_microdollars"))),
        most == null ? null : Money.ofMicros(Json.number(most)));
  }

  private static TokenUsage tokens(List<?> plain) {
    return new TokenUsage(
        Json.number(plain.get(0)),
        Json.number(plain.get(1)),
        Json.number(plain.get(2)),
        Json.number(plain.get(3)));
  }

  static AgentReport.Exit exit(Map<String, @Nullable Object> plain, String code) {
    return new AgentReport.Exit(
        plain.containsKey(code) ? Integer.valueOf((int) Json.number(plain.get(code))) : null,
        Json.text(plain.get("stderr")));
  }

  static List<AgentReport.Denial> denials(@Nullable Object value) {
    List<AgentReport.Denial> denials = new ArrayList<>();
    if (value instanceof List<?> rows) {
      for (Object row : rows) {
        List<String> words = Json.texts(row);
        denials.add(new AgentReport.Denial(words.get(0), words.get(1), words.get(2)));
      }
    }
    return denials;
  }

  static AgentReport.Given given(@Nullable Object value) {
    Map<String, @Nullable Object> plain = Json.object(value);
    return new AgentReport.Given(
        Json.texts(plain.get("mcp_servers")),
        Json.texts(plain.get("plugins")),
        Json.texts(plain.get("agents")),
        Json.texts(plain.get("skills")),
        Json.texts(plain.get("memory")));
  }
}
