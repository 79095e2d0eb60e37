package com.scaiwave.admin.crud;

import com.scaiwave.admin.crud.Tokens.Claims;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Passes the caller to methods that take one; refuses a request without a valid token of an admin.
 */
final class CallerResolver implements HandlerMethodArgumentResolver {
    private static final String SCHEME = "Bearer ";

    private final Tokens tokens;

    CallerResolver(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Caller.class);
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request =
                Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(SCHEME)) {
            throw new Refused(401, "The token is missing.");
        }
        Claims claims = tokens.verify(authorization.substring(SCHEME.length()));
        if (claims.tenant() == null || !claims.roles().contains("tenant_admin")) {
            throw new Refused(403, "The caller is no admin of a tenant.");
        }
        String id = request.getHeader("X-Request-Id");
        return new Caller(
                claims.subject(),
                claims.tenant(),
                id == null ? UUID.randomUUID().toString() : id,
                request.getRemoteAddr(),
                request.getHeader(HttpHeaders.USER_AGENT));
    }
}
