package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.duecourse.desk.Actor;
import org.duecourse.desk.Desk;
import org.duecourse.desk.Order;
import org.duecourse.desk.Patient;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The JSON interface: patients. */
@RestController
@RequestMapping(path = "/api/v1/patients", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiPeople {
  private final Desk desk;

  ApiPeople(Desk desk) {
    this.desk = desk;
  }

  @GetMapping
  ApiAnswers.PatientList find(
      HttpServletRequest request,
      @Says("the beginning of a name, two letters or more, or a whole reference")
          @RequestParam(defaultValue = "")
          String name) {
    return new ApiAnswers.PatientList(
        desk.people().find(Requests.signedIn(request).actor(), name).stream()
            .map(patient -> answer(patient, List.of()))
            .toList());
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<ApiAnswers.PatientOut> enter(
      HttpServletRequest request, IdempotencyKey key, @Body ApiBodies.PatientIn body) {
    Actor actor = Requests.signedIn(request).actor();
    String id = desk.people().add(actor, body.patient(), key.value());
    // A therapist enters somebody who is not on the own list yet, and so does not read the record.
    return ResponseEntity.created(URI.create("/api/v1/patients/" + id))
        .header("ETag", IfMatch.tag(1))
        .body(entered(id, body));
  }

  private static ApiAnswers.PatientOut entered(String id, ApiBodies.PatientIn body) {
    var person = body.patient();
    return new ApiAnswers.PatientOut(
        id,
        person.givenName().strip(),
        person.familyName().strip(),
        person.born(),
        person.siteId(),
        person.language(),
        person.phone(),
        person.email(),
        person.contactBy(),
        false,
        1,
        List.of());
  }

  @GetMapping("/{id}")
  ResponseEntity<ApiAnswers.PatientOut> patient(
      HttpServletRequest request, @PathVariable String id) {
    Actor actor = Requests.signedIn(request).actor();
    Patient patient = desk.people().patient(actor, id);
    List<String> orders = desk.orders().ofPatient(actor, id).stream().map(Order::id).toList();
    return ResponseEntity.ok()
        .header("ETag", IfMatch.tag(patient.version()))
        .body(answer(patient, orders));
  }

  @PostMapping(path = "/{id}/merge", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<ApiAnswers.PatientOut> merge(
      HttpServletRequest request, @PathVariable String id, @Body ApiBodies.MergeIn body) {
    Actor actor = Requests.signedIn(request).actor();
    Patient kept = desk.merging().merge(actor, id, body.into());
    List<String> orders =
        desk.orders().ofPatient(actor, kept.id()).stream().map(Order::id).toList();
    return ResponseEntity.ok()
        .header("ETag", IfMatch.tag(kept.version()))
        .body(answer(kept, orders));
  }

  private static ApiAnswers.PatientOut answer(Patient patient, List<String> orders) {
    return new ApiAnswers.PatientOut(
        patient.id(),
        patient.givenName(),
        patient.familyName(),
        patient.born(),
        patient.siteId(),
        patient.language(),
        patient.phone(),
        patient.email(),
        patient.contactBy(),
        patient.riskFlag(),
        patient.version(),
        orders);
  }
}
