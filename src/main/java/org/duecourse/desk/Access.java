package org.duecourse.desk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;

/**
 * Whose records an account may see: those of its clinics; a therapist's and prescriber's are the
 * people whom they treat. What one may not see is answered like what is not there.
 */
public final class Access {
  /** A condition on {@code p}, a patient, with the parameters of {@link #scope}. */
  public static final String VISIBLE =
      """
       (:everywhere or exists (
          select 1 from visit_order vo where vo.patient_id = p.id and vo.site_id = any (:sites))
         or p.site_id = any (:sites))
       and (not :ownOnly
         or exists (select 1 from visit_order vo where vo.patient_id = p.id and vo.clinician_id = :me)
         or exists (select 1 from appointment va where va.patient_id = p.id and va.clinician_id = :me))
      """;

  private Access() {}

  /** The parameters of {@link #VISIBLE} but for :sites, which is an array. */
  public static Map<String, Object> scope(Actor actor) {
    Map<String, Object> scope = new HashMap<>();
    scope.put("everywhere", actor.sites().isEmpty());
    scope.put("ownOnly", ownOnly(actor));
    scope.put("me", actor.clinicianId());
    return scope;
  }

  /** Whether only the own patients are seen: no role of the account sees more. */
  public static boolean ownOnly(Actor actor) {
    return !actor.may(role -> role.seesPatients() && !role.seesOwnPatientsOnly());
  }

  /** A patient's record, if the account may see it. */
  public static Patient patient(Handle handle, Actor actor, String id) {
    actor.require(Role::seesPatients, "Reading patients' records");
    return handle
        .createQuery("select p.* from patient p where p.id = :id and " + VISIBLE)
        .bind("id", id)
        .bindMap(scope(actor))
        .bindArray("sites", String.class, List.copyOf(actor.sites()))
        .mapTo(Patient.class)
        .findOne()
        .orElseThrow(
            () -> Refused.notFound("There is no patient with this reference that you may see."));
  }

  /**
   * Refuses an order or a visit of another clinic or, for therapists, of somebody else's patient.
   */
  public static void require(
      Handle handle, Actor actor, String siteId, String patientId, String reference) {
    actor.require(Role::seesPatients, "Work on visits");
    if (actor.isAt(siteId) && !ownOnly(actor)) {
      return;
    }
    boolean visible =
        handle
            .createQuery(
                "select exists (select 1 from patient p where p.id = :id and " + VISIBLE + ")")
            .bind("id", patientId)
            .bindMap(scope(actor))
            .bindArray("sites", String.class, List.copyOf(actor.sites()))
            .mapTo(Boolean.class)
            .one();
    if (!visible) {
      throw notThere(reference);
    }
  }

  public static Refused notThere(String reference) {
    return Refused.notFound("There is no '" + reference + "' that you may see.");
  }
}
