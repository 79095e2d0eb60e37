package com.scaiwave.admin.crud;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The one place that turns failures into HTTP answers. */
@RestControllerAdvice
class Refusals {
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refused(Refused e) {
        return answer(e.status(), String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> invalid(MethodArgumentNotValidException e) {
        return answer(400, "The body is not valid.");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> malformed(HttpMessageNotReadableException e) {
        return answer(400, "The body is no AI configuration.");
    }

    private static ResponseEntity<Map<String, Object>> answer(int status, String message) {
        return ResponseEntity.status(status).body(Map.of("error", Map.of("message", message)));
    }
}
