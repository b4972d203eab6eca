//! The user's types as generated code can spell them, outside of the declarations that gave them meaning.

use syn::visit_mut::{self, VisitMut};
use syn::{ExprPath, Lifetime, Path, QSelf, Token, Type, TypePath, TypeReference, parse_quote};

/// `ty` with every lifetime `'static` and `Self` spelled out.
pub(super) fn spelled_out(ty: &Type, self_type: Option<&Type>) -> Type {
    spell(ty, self_type, Some("'static"))
}

/// `ty` with a `Box` in place of every reference: as describes what is within one, where the reference itself may be
/// described as something that is only looked into.
pub(super) fn boxed(ty: &Type) -> Type {
    struct Boxed;
    impl VisitMut for Boxed {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            visit_mut::visit_type_mut(self, ty);
            if let Type::Reference(TypeReference { elem, .. }) = ty {
                *ty = parse_quote!(::std::boxed::Box<#elem>);
            }
        }
    }
    let mut ty = ty.clone();
    Boxed.visit_type_mut(&mut ty);
    ty
}

/// `ty` with every lifetime left to the compiler and `Self` spelled out.
pub(super) fn inferred_lifetimes(ty: &Type, self_type: Option<&Type>) -> Type {
    spell(ty, self_type, Some("'_"))
}

/// `ty` with `Self` spelled out.
pub(super) fn without_self(ty: &Type, self_type: &Type) -> Type {
    spell(ty, Some(self_type), None)
}

fn spell(ty: &Type, self_type: Option<&Type>, lifetime: Option<&'static str>) -> Type {
    let mut ty = ty.clone();
    SpellOut { self_type, lifetime }.visit_type_mut(&mut ty);
    ty
}

struct SpellOut<'a> {
    self_type: Option<&'a Type>,
    /// What lifetimes become; none if they stay.
    lifetime: Option<&'static str>,
}

impl SpellOut<'_> {
    /// `Self::NAME` becomes `<Type>::NAME`.
    fn qualify(&self, qself: &mut Option<QSelf>, path: &mut Path) {
        let Some(self_type) = self.self_type else { return };
        if qself.is_some() || path.leading_colon.is_some() || path.segments[0].ident != "Self" {
            return;
        }
        let span = path.segments[0].ident.span();
        path.leading_colon = Some(Token![::](span));
        path.segments = path.segments.clone().into_iter().skip(1).collect();
        *qself = Some(QSelf {
            lt_token: Token![<](span),
            ty: Box::new(self_type.clone()),
            position: 0,
            as_token: None,
            gt_token: Token![>](span),
        });
    }
}

impl VisitMut for SpellOut<'_> {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if let Some(spelled) = self.lifetime {
            *lifetime = Lifetime::new(spelled, lifetime.span());
        }
    }

    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        if let (Some(spelled), None) = (self.lifetime, &reference.lifetime) {
            reference.lifetime = Some(Lifetime::new(spelled, reference.and_token.span));
        }
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let (Type::Path(path), Some(self_type)) = (&*ty, self.self_type)
            && path.qself.is_none()
            && path.path.is_ident("Self")
        {
            *ty = self_type.clone();
            return;
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        self.qualify(&mut path.qself, &mut path.path);
        visit_mut::visit_type_path_mut(self, path);
    }

    fn visit_expr_path_mut(&mut self, path: &mut ExprPath) {
        self.qualify(&mut path.qself, &mut path.path);
        visit_mut::visit_expr_path_mut(self, path);
    }
}
