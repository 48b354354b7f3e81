package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Guide;
import dev.agentpool.answer.GuideList;
import dev.agentpool.answer.PreferenceDigest;
import dev.agentpool.answer.Preferences;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.engine.Refused;
import dev.agentpool.guidance.Guidance;
import dev.agentpool.preferences.Digest;
import dev.agentpool.request.GuideName;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.PreferenceText;
import java.util.List;
import java.util.Optional;

/** What there is to read for whoever delegates: the pages that ship, and a person's preferences. */
public final class GuidanceRows {
  public static final Operation<Nothing, GuideList> LIST =
      named("guidance.list", "The pages that ship with agentpool, for agents and people")
          .takes(Nothing.class)
          .gives(GuideList.class)
          .at(Route.get("/v1/guidance"))
          .does((_, _) ->
              new GuideList(
                  Guidance.shipped().pages().stream()
                      .map(page ->
                          new GuideList.Entry(page.name(), page.title(), page.description()))
                      .toList()));

  public static final Operation<GuideName, Guide> GET =
      named("guidance.get", "A page that ships with agentpool")
          .takes(GuideName.class)
          .gives(Guide.class)
          .at(Route.get("/v1/guidance/{name}").fails(404))
          .does((_, asked) ->
              Guidance.shipped()
                  .page(asked.name())
                  .map(
                      page -> new Guide(page.name(), page.title(), page.description(), page.text()))
                  .orElseThrow(() -> Refused.notFound("page", asked.name())));

  public static final Operation<Nothing, Preferences> PREFERENCES =
      named("preferences.get", "How the person wants work to be delegated")
          .takes(Nothing.class)
          .gives(Preferences.class)
          .at(Route.get("/v1/preferences"))
          .does((asking, _) -> preferences(asking.house()));

  public static final Operation<PreferenceText, PreferenceDigest> DIGEST =
      named("preferences.digest", "What a text of preferences comes to")
          .takes(PreferenceText.class)
          .gives(PreferenceDigest.class)
          .at(Route.post("/v1/preferences/digest"))
          .does((_, asked) -> new PreferenceDigest(Digest.of(asked.text())));

  private GuidanceRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, GET, PREFERENCES, DIGEST);
  }

  /** With their text; {@link Preferences#withoutText} for beside something else. */
  public static Preferences preferences(House house) {
    try {
      var read = dev.agentpool.preferences.Preferences.of(house.home());
      return new Preferences(
          read.path().toString(),
          dev.agentpool.preferences.Preferences.RESOURCE,
          !read.usingDefaultTemplate(),
          read.usingDefaultTemplate(),
          dev.agentpool.preferences.Preferences.READ_HINT,
          read.digest(),
          Optional.of(read.text()));
    } catch (UnreadableDocument unusable) {
      throw new Refused(
          Refused.Kind.CONFLICT,
          "preferences_unreadable",
          dev.agentpool.preferences.Preferences.file(house.home())
              + ": "
              + unusable.getMessage()
              + "; mend or remove it");
    }
  }
}
