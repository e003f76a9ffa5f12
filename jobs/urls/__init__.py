from jobs.urls import staff, tenants

urlpatterns = [*tenants.urlpatterns, *staff.urlpatterns]
