package dev.agentpool.operation;

import dev.agentpool.answer.AgentAuth;
import dev.agentpool.answer.AgentDescriptor;
import dev.agentpool.answer.AgentModel;
import dev.agentpool.answer.AgentModels;
import dev.agentpool.answer.UsageSnapshot;
import dev.agentpool.catalog.Catalog;
import dev.agentpool.doctor.Inventory;
import dev.agentpool.doctor.Models;
import dev.agentpool.session.Capabilities;
import dev.agentpool.session.LogIn;
import dev.agentpool.settings.Access;
import dev.agentpool.usage.ProviderIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An agent CLI in the words of the control plane (spec control-plane 2, 7.2, 17). */
final class AgentWords {
  /** Whose quota can be read without a person at the terminal. */
  private static final Set<String> PROBED = Set.of("claude", "codex-cli");

  private AgentWords() {}

  static AgentDescriptor descriptor(
      Inventory.Entry entry,
      List<Models.Known> models,
      Optional<UsageSnapshot> usage,
      String checkedAt) {
    String id = ProviderIds.id(entry.name());
    boolean installed = entry.detection().usable();
    Capabilities can = entry.capabilities();
    return new AgentDescriptor(
        id,
        ProviderIds.displayName(id),
        Optional.of(ProviderIds.vendor(id)).filter(vendor -> !vendor.isEmpty()),
        id,
        installed,
        Optional.ofNullable(entry.detection().path()),
        Optional.ofNullable(entry.detection().version()),
        auth(entry, checkedAt),
        models.stream().map(AgentWords::model).toList(),
        installed ? List.of(can.protocol()) : List.of(),
        installed ? capabilities(entry) : List.of(),
        usage,
        List.of(),
        installed ? entry.objections() : List.of(entry.detection().advice()),
        Map.of("protocol", can.protocol(), "provider", entry.name()));
  }

  static AgentAuth auth(Inventory.Entry entry, String checkedAt) {
    LogIn logIn = entry.logIn();
    String status =
        !entry.detection().usable()
            ? "unavailable"
            : switch (logIn.state()) {
              case LOGGED_IN -> "authenticated";
              case LOGGED_OUT -> "unauthenticated";
              case UNKNOWN -> "unknown";
            };
    return new AgentAuth(
        status,
        status.endsWith("authenticated") ? "local_config" : "unknown",
        Optional.of(logIn.seen()).filter(seen -> !seen.isEmpty()),
        checkedAt);
  }

  private static List<String> capabilities(Inventory.Entry entry) {
    Capabilities can = entry.capabilities();
    List<String> words = new ArrayList<>();
    add(words, can.steers(), "live_steering");
    add(words, can.enforces().contains(Access.READ), "read_only_advisory");
    add(words, can.enforces().contains(Access.EDIT), "worktree_edits");
    add(words, true, "can_run_tests");
    add(words, true, "supports_model_arg");
    add(words, can.resumes(), "supports_resume");
    add(words, can.protocol().equals("acp"), "supports_acp");
    add(words, PROBED.contains(entry.name()), "supports_usage_probe");
    add(words, can.asks(), "supports_approval_detection");
    add(words, true, "supports_interactive_mode");
    return words;
  }

  private static void add(List<String> words, boolean whether, String word) {
    if (whether) {
      words.add(word);
    }
  }

  static AgentModel model(Models.Known known) {
    return known
        .listed()
        .map(model ->
            new AgentModel(
                model.id(),
                model.displayName(),
                model.source(),
                model.confidence(),
                model.aliases(),
                model.metadata()))
        .orElseGet(() -> priced(known));
  }

  /** One that no list has, and that has a price, or is what the settings name. */
  private static AgentModel priced(Models.Known known) {
    return new AgentModel(
        known.model(),
        known.model(),
        "config",
        "user_configured",
        List.of(),
        known
            .price()
            .<Map<String, Object>>map(price ->
                price.vendor().isEmpty()
                    ? Map.of()
                    : Map.of("family", price.vendor(), "date", price.date()))
            .orElse(Map.of()));
  }

  static AgentModels models(
      Inventory.Entry entry, Models lists, List<Models.Known> models, Optional<String> configured) {
    Optional<Catalog.Provider> list = lists.listed(entry.name());
    return new AgentModels(
        ProviderIds.id(entry.name()),
        entry.detection().usable(),
        configured.or(() -> text(list, "default_model")),
        text(list, "smoke_model"),
        text(list, "model_arg"),
        text(list, "model_selection").orElse("model_arg"),
        text(list, "default_initial_prompt_mode").orElse("send_after_launch"),
        text(list, "reasoning_effort_arg"),
        text(list, "reasoning_effort_config_key"),
        text(list, "service_tier_config_key"),
        list.map(one -> one.texts("submit_keys")).orElse(List.of()),
        text(list, "catalog_completeness").orElse("dated_price_list_and_yours"),
        list.map(one -> one.texts("quirks")).orElse(List.of()),
        models.stream().map(AgentWords::model).toList());
  }

  private static Optional<String> text(Optional<Catalog.Provider> list, String member) {
    return list.flatMap(one -> one.text(member));
  }
}
