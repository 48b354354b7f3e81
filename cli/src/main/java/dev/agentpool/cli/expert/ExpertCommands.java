package dev.agentpool.cli.expert;

import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class ExpertCommands {
  private ExpertCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "expert list" -> new ExpertListCommand();
      case "expert show" -> new ExpertShowCommand();
      case "expert confirm" -> new ExpertConfirmCommand();
      case "expert reject" -> new ExpertRejectCommand();
      case "expert undo" -> new ExpertUndoCommand();
      case "curate" -> new CurateCommand();
      case "contract list" -> new ContractListCommand();
      case "contract show" -> new ContractShowCommand();
      case "contract history" -> new ContractHistoryCommand();
      case "formula list" -> new FormulaListCommand();
      case "formula show" -> new FormulaShowCommand();
      case "formula run" -> new FormulaRunCommand();
      case "mail show" -> new MailShowCommand();
      case "mail list" -> new MailListCommand();
      case "mail send" -> new MailSendCommand();
      case "mail requeue" -> new MailRequeueCommand();
      default -> null;
    };
  }

  /** A time behind a blank; empty where there is none. */
  static String at(Json json, String member) {
    return json.get(member).isNull()
        ? ""
        : " " + Instant.ofEpochSecond(json.number(member) / 1_000);
  }

  static String joined(Json texts) {
    return String.join(
        ", ", texts.items().stream().map(text -> String.valueOf(text.textOrNull())).toList());
  }

  /** What cannot be used among what is listed. */
  static void problems(Terminal terminal, Json answer) {
    for (Json problem : answer.get("problems").items()) {
      terminal.say(Colour.YELLOW, String.valueOf(problem.textOrNull()));
    }
  }
}
