package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.ModelStep.Act;
import dev.agentpool.testkit.model.ModelStep.ToolCall;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of the model, to be written in some dialect.
 *
 * @param id unique, without a vendor's prefix
 */
record ModelReply(
    String id, Instant time, String model, @Nullable String thinking, Act act, Tokens usage) {
  private static final int CHARACTERS_PER_TOKEN = 4;

  /** A step's own usage counts before what the cache counted. */
  static ModelReply of(String model, ModelStep step, Tokens counted, Instant time) {
    Tokens usage = step.usage() == null ? counted : step.usage();
    if (usage.output() == 0) {
      String thinking = step.thinking() == null ? "" : step.thinking();
      long reasoning = (thinking.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
      usage = usage.withOutput(reasoning + tokens(step.act()), reasoning);
    }
    String id = UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    return new ModelReply(id, time, model, step.thinking(), step.act(), usage);
  }

  /** The same with what the vendor charges for it. */
  ModelReply charged(UnaryOperator<Tokens> price) {
    return new ModelReply(id, time, model, thinking, act, price.apply(usage));
  }

  private static long tokens(Act act) {
    int characters =
        switch (act) {
          case Act.Say(String text) -> text.length();
          case Act.RunOut(String text) -> text.length();
          case Act.Refuse(String text) -> text.length();
          case Act.UseTools(var calls) -> {
            int sum = 0;
            for (ToolCall call : calls) {
              sum += call.name().length() + call.input().toString().length();
            }
            yield sum;
          }
        };
    return 1 + characters / CHARACTERS_PER_TOKEN;
  }

  /** The text of an answer that calls no tool. */
  String text() {
    return switch (act) {
      case Act.Say(String text) -> text;
      case Act.RunOut(String text) -> text;
      case Act.Refuse(String text) -> text;
      case Act.UseTools ignored -> "";
    };
  }
}
