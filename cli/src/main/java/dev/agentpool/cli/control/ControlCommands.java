package dev.agentpool.cli.control;

import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.host.HostConfigCommand;
import org.jspecify.annotations.Nullable;

/** The commands of this package by their names. */
public final class ControlCommands {
  private ControlCommands() {}

  /** Null for a name that none has. */
  public static @Nullable Command named(String name) {
    return switch (name) {
      case "inventory" -> new InventoryCommand();
      case "usage" -> new UsageCommand();
      case "usage-summary" -> new UsageSummaryCommand.OfUsage();
      case "capacity-summary" -> new UsageSummaryCommand.OfCapacity();
      case "control providers" -> new ControlProvidersCommand();
      case "control models" -> new ControlModelsCommand();
      case "control doctor" -> new ControlDoctorCommand();
      case "control init" -> new ControlInitCommand();
      case "control config" -> new ControlConfigCommand();
      case "control leases" -> new ControlLeasesCommand();
      case "control import" -> new ControlImportCommand();
      case "control history" -> new ControlHistoryCommand();
      case "control mcp-config" -> new HostConfigCommand();
      default -> null;
    };
  }
}
