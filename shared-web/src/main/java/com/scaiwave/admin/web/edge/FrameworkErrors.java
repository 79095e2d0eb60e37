package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.edge.ErrorAnswers.Content;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers in the API's envelope when Spring itself refuses a request. */
@RestController
class FrameworkErrors implements ErrorController {
    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<byte[]> error(HttpServletRequest request) {
        int status =
                Objects.requireNonNullElse(
                                        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE),
                                        500)
                                instanceof Integer code
                        ? code
                        : 500;
        String requestId =
                Objects.requireNonNullElse(request.getAttribute(EdgeFilter.REQUEST_ID), "")
                        .toString();
        Content answer = ErrorAnswers.ofContainer(status, requestId, request.getHeader("Accept"));
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType(answer.type()))
                .body(answer.body());
    }
}
