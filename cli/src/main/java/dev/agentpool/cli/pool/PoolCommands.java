package dev.agentpool.cli.pool;

import dev.agentpool.cli.command.Command;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class PoolCommands {
  private PoolCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "slot list" -> new SlotListCommand();
      case "slot show" -> new SlotShowCommand();
      case "slot set" -> new SlotSetCommand();
      case "slot claim" -> new SlotClaimCommand();
      case "slot restart" -> new SlotRestartCommand();
      case "scale" -> new ScaleCommand();
      case "drain" -> new DrainCommand();
      case "resume" -> new ResumeCommand();
      case "hold" -> new HoldCommand.Begin();
      case "unhold" -> new HoldCommand.End();
      case "context list" -> new ContextListCommand();
      case "context get" -> new ContextGetCommand();
      case "context set" -> new ContextSetCommand();
      case "context delete" -> new ContextDeleteCommand();
      case "conversation list" -> new ConversationListCommand();
      case "conversation forget" -> new ConversationForgetCommand();
      case "message send" -> new MessageSendCommand();
      case "message list" -> new MessageListCommand();
      case "message broadcast" -> new MessageBroadcastCommand();
      case "message read" -> new MessageReadCommand();
      case "message peek" -> new MessagePeekCommand();
      case "metrics" -> new MetricsCommand();
      case "leases list" -> new LeasesListCommand();
      case "leases acquire" -> new LeasesAcquireCommand();
      case "leases release" -> new LeasesReleaseCommand();
      case "webhook list" -> new WebhookListCommand();
      case "webhook add" -> new WebhookAddCommand();
      case "webhook remove" -> new WebhookRemoveCommand();
      case "webhook log" -> new WebhookLogCommand();
      case "webhook test" -> new WebhookTestCommand();
      default -> null;
    };
  }
}
